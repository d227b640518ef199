namespace Occam.Graphs.Native;

/// <summary>Finds native libraries where the .NET host looks for them.</summary>
internal static class NativeFiles
{
    /// <summary>The full path of a native library of this application, or null where the host knows none.</summary>
    /// <param name="fileName">The file's name, for example <c>libtorch_cpu.so</c>.</param>
    public static string? Find(string fileName)
    {
        var searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty;
        return searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Select(folder => Path.Combine(folder, fileName))
            .FirstOrDefault(File.Exists);
    }
}
