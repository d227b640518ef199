using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>A run's newest checkpoint and the one before it, <c>.previous</c>, which takes over where the newest is damaged.</summary>
internal static class CheckpointHistory
{
    private const string Previous = ".previous";

    /// <summary>Writes a checkpoint; the one that is there is kept as the one before.</summary>
    /// <exception cref="TrainingException">It cannot be written; what was there before is untouched.</exception>
    public static void Save(string path, StateRecord record, IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        Checkpoint.Save(path, record, tensors, path + Previous);

    /// <summary>Whether there is a checkpoint, whole or not.</summary>
    public static bool Exists(string path) => File.Exists(path) || File.Exists(path + Previous);

    /// <summary>The newest checkpoint that is whole; null where there is none at all.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="warn">Told where a damaged one is left out.</param>
    /// <exception cref="TrainingException">There are checkpoints, but none is whole.</exception>
    public static string? Newest(string path, Action<string>? warn)
    {
        var before = path + Previous;
        if (!File.Exists(path))
        {
            return File.Exists(before) ? before : null;
        }

        try
        {
            Checkpoint.ReadRecord(path);
            return path;
        }
        catch (TrainingException e) when (File.Exists(before))
        {
            warn?.Invoke($"{e.Message} The run goes on from the one before, '{before}'.");
            return before;
        }
    }

    /// <summary>Removes a run's checkpoints, and what a killed process left of one that it was writing.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + Previous);
        Tidy(path);
    }

    /// <summary>Removes what a killed process left of checkpoints that it was writing.</summary>
    public static void Tidy(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        foreach (var left in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"{Path.GetFileName(full)}.*.tmp") : [])
        {
            File.Delete(left);
        }
    }
}
