using System.Reflection;
using System.Runtime.Loader;

namespace Occam.Core.Registry;

/// <summary>
/// Loads a stranger's assembly: what it shares with Occam (Occam itself, TorchSharp) is Occam's, what it needs beside that is found beside it.
/// </summary>
internal static class ExtensionLoader
{
    /// <summary>Loads the assembly and makes its extension.</summary>
    /// <exception cref="ExtensionException">The file is missing, no assembly, or names no extension.</exception>
    public static IOccamExtension Load(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new ExtensionException($"There is no extension '{path}'; the path of a .NET assembly is wanted.");
        }

        try
        {
            var assembly = new Context(full).LoadFromAssemblyPath(full);
            var attribute = assembly.GetCustomAttribute<OccamExtensionAttribute>()
                ?? throw new ExtensionException($"'{path}' is no extension: the assembly has no [assembly: OccamExtension(typeof(...))].");
            return Activator.CreateInstance(attribute.Extension) as IOccamExtension
                ?? throw new ExtensionException($"'{path}': {attribute.Extension.FullName} is not an IOccamExtension.");
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or MissingMethodException or TypeLoadException)
        {
            throw new ExtensionException($"'{path}' cannot be loaded as an extension: {e.Message}", e);
        }
    }

    private sealed class Context(string path) : AssemblyLoadContext($"Occam extension {Path.GetFileName(path)}")
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (Default.Assemblies.Any(loaded => string.Equals(loaded.GetName().Name, assemblyName.Name, StringComparison.Ordinal)) || IsOccams(assemblyName))
            {
                return null; // the default context's, so that types are the same on both sides
            }

            return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
        }

        private static bool IsOccams(AssemblyName name) => name.Name is "Occam" or "Occam.Graphs" or "Occam.Onnx" or "TorchSharp";
    }
}
