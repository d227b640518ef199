using System.Globalization;

namespace Occam.Graphs.Native;

/// <summary>A shared library as it is mapped into this process.</summary>
/// <param name="Path">The file it was loaded from.</param>
/// <param name="Base">The address its symbols are relative to.</param>
internal sealed record LoadedLibrary(string Path, nuint Base)
{
    /// <summary>Finds a library by file name in this process's memory map; null where it is not loaded or the system is not Linux.</summary>
    public static LoadedLibrary? Find(string fileName)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            // start-end permissions offset device inode   path
            if (line.EndsWith("/" + fileName, StringComparison.Ordinal))
            {
                var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
                var start = ulong.Parse(fields[0].AsSpan(0, fields[0].IndexOf('-', StringComparison.Ordinal)), NumberStyles.HexNumber);
                var offset = ulong.Parse(fields[2], NumberStyles.HexNumber);
                return new(fields[5], (nuint)(start - offset));
            }
        }

        return null;
    }
}
