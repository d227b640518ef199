using Occam.Core.Configs.Nodes;

namespace Occam.Core.Configs.Binding;

/// <summary>Finds the file that a config's text means.</summary>
internal static class PathResolver
{
    /// <summary>The full path: relative to the folder of the file that names it, or to the working directory where the command line names it.</summary>
    public static string Resolve(ConfigScalar scalar)
    {
        var folder = scalar.Mark.Line == 0 ? string.Empty : Path.GetDirectoryName(scalar.Mark.File) ?? string.Empty;
        return Path.GetFullPath(Path.Combine(folder, scalar.Text));
    }
}
