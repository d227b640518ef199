using Occam.Datasets.Loading;

namespace Occam.Core.Training.Hooks;

/// <summary>What hooks are made from beside their options.</summary>
public sealed record HookContext
{
    /// <summary>What is trained; not owned.</summary>
    public required Algorithm Algorithm { get; init; }

    /// <summary>The training batches.</summary>
    public required BatchLoader Loader { get; init; }

    /// <summary>The run's folder, which is there; null where the run leaves no files.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Measures the network as it is, in inference mode, and gives metrics by name; null where there is nothing to measure with. <see cref="ClassifierEvaluation"/> makes one for
    /// labelled images.
    /// </summary>
    public Func<CancellationToken, IReadOnlyDictionary<string, double>>? Evaluate { get; init; }

    /// <summary>Told the lines that a person should read while the run goes on. Default nobody.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>The folder.</summary>
    /// <param name="hook">The hook that wants it.</param>
    /// <exception cref="TrainingException">The run has none.</exception>
    public string FolderFor(string hook) => Folder ?? throw new TrainingException($"Hook '{hook}' writes files, but the run has no output folder. Give one, or leave the hook out.");
}
