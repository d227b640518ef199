namespace Occam.Core.Configs;

/// <summary>Writes and reads key paths: <c>a.b[2].c</c>; <c>a.b.2.c</c> is read as the same.</summary>
internal static class KeyPath
{
    /// <summary>The path of a key.</summary>
    public static string Key(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The path of an item of a list.</summary>
    public static string Item(string path, int index) => $"{path}[{index}]";

    /// <summary>The parts of a path.</summary>
    public static string[] Parts(string path) => path.Replace("]", string.Empty, StringComparison.Ordinal).Split('.', '[');
}
