using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Occam.Graphs.Native;

/// <summary>
/// Loads TorchSharp's native library where the system's libstdc++ is older than the one it was linked with
/// (Debian 12, Ubuntu 22.04, RHEL 9).
/// </summary>
/// <remarks>
/// <c>libLibTorchSharp.so</c> 0.107.0 requires the version GLIBCXX_3.4.32 for a start-up marker that is never called.
/// When the runtime fails to load it, a copy in memory with that requirement made weak is loaded instead.
/// Nothing on disk is changed, and where the library loads as it is, this code never runs.
/// </remarks>
internal static partial class TorchSharpLoader
{
    private const string LibraryName = "LibTorchSharp";
    private const string UnusedVersion = "GLIBCXX_3.4.32";

    private static readonly Lazy<nint> Copy = new(LoadCopy);

    /// <summary>Whether the copy in memory is in use.</summary>
    public static bool IsCopyInUse => Copy.IsValueCreated && Copy.Value != 0;

    // Registered when the assembly is first touched, because TorchSharp's own first use triggers the load
    // and its failure is permanent. Costs one delegate; loads nothing.
#pragma warning disable CA2255 // a module initializer in a library: nothing later is early enough
    [ModuleInitializer]
    internal static void Register()
    {
        if (OperatingSystem.IsLinux())
        {
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
        }
    }
#pragma warning restore CA2255

    private static nint Resolve(Assembly assembly, string name) =>
        string.Equals(name, LibraryName, StringComparison.Ordinal) ? Copy.Value : 0;

    private static nint LoadCopy()
    {
        var path = NativeFiles.Find("libLibTorchSharp.so");
        if (path is null)
        {
            return 0;
        }

        var image = File.ReadAllBytes(path);
        if (!SymbolVersions.Weaken(image, UnusedVersion))
        {
            return 0;
        }

        var file = CreateMemoryFile(LibraryName, 0);
        if (file < 0)
        {
            return 0;
        }

        // The copy has no folder to find its neighbours in; the linker takes those that are loaded already, by name.
        foreach (var neighbour in (ReadOnlySpan<string>)["libc10.so", "libtorch_cpu.so", "libtorch.so"])
        {
            if (NativeFiles.Find(neighbour) is not { } library || !NativeLibrary.TryLoad(library, out _))
            {
                return 0;
            }
        }

        var memory = $"/proc/self/fd/{file}";
        File.WriteAllBytes(memory, image);
        return NativeLibrary.TryLoad(memory, out var handle) ? handle : 0;
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string name, uint flags);
}
