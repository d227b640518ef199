namespace Occam.Onnx.Reading;

/// <summary>Paths without symbolic links.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The full path with every link replaced by what it points to.</summary>
    /// <exception cref="OnnxException">Links point in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var current = Path.GetPathRoot(full)!;
        var parts = new Stack<string>(Split(full[current.Length..]));
        for (var links = 0; parts.TryPop(out var part);)
        {
            if (part is "." or "..")
            {
                current = part.Length == 1 ? current : Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Combine(current, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new OnnxException($"'{path}' cannot be followed: its links point in a circle.");
            }

            var root = Path.GetPathRoot(target) ?? string.Empty;
            current = root.Length > 0 ? root : current;
            foreach (var further in Split(target[root.Length..]))
            {
                parts.Push(further);
            }
        }

        return current;
    }

    // Last part first, as a stack takes them.
    private static IEnumerable<string> Split(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();
}
