using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Graphs;
using Occam.Onnx;

namespace Occam.Cli.Commands;

/// <summary>The model argument that most commands take.</summary>
internal static class ModelFile
{
    /// <summary>Creates the argument.</summary>
    public static Argument<string> Argument() => new("model") { Description = "The ONNX file." };

    /// <summary>Reads a model.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static Graph Read(string path)
    {
        Check(path);
        return OnnxReader.Read(path);
    }

    /// <summary>Checks that a model file exists, before anything slow starts.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static void Check(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        var full = Path.GetFullPath(path);
        throw new UsageException(
            Directory.Exists(path) ? $"'{path}' is a folder; an ONNX file is wanted.{Suggestion(full)}"
            : $"There is no model '{path}' (looked for {full}).{Suggestion(Path.GetDirectoryName(full)!)}");
    }

    private static string Suggestion(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.onnx").Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(3).ToArray() : [];
        return files.Length == 0 ? string.Empty : $" That folder has {string.Join(", ", files)}.";
    }
}
