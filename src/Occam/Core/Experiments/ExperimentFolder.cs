namespace Occam.Core.Experiments;

/// <summary>
/// The folder that an experiment leaves behind: <c>config.yaml</c> (merged, what the run was asked for) from the first moment, then checkpoints and the log, and
/// <c>model.onnx</c> with <c>result.json</c> when it is done.
/// </summary>
internal sealed class ExperimentFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The merged config.</summary>
    public string Config => In("config.yaml");

    /// <summary>The checkpoint.</summary>
    public string Checkpoint => In("checkpoint.bin");

    /// <summary>The trained network.</summary>
    public string Model => In("model.onnx");

    /// <summary>The trained supernet, where the algorithm trains one.</summary>
    public string Supernet => In("supernet.onnx");

    /// <summary>What was reached.</summary>
    public string Result => In("result.json");

    /// <summary>Whether training left something to go on from.</summary>
    public bool HasRun => File.Exists(Config) || File.Exists(Checkpoint);

    /// <summary>Makes the folder ready for a run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="resume">Whether to go on with the run that is there.</param>
    /// <param name="overwrite">Whether to start again over the run that is there.</param>
    /// <exception cref="ExperimentException">What is there is not what was asked for.</exception>
    public void Begin(Experiment experiment, bool resume, bool overwrite)
    {
        if (File.Exists(Path))
        {
            throw new ExperimentException($"The output '{Path}' is a file; a folder is wanted.");
        }

        if (resume)
        {
            CheckSame(experiment);
            return;
        }

        if (!overwrite && Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())
        {
            throw new ExperimentException(HasRun
                ? $"The output folder '{Path}' has {(File.Exists(Result) ? "the results of an earlier run: choose another folder, or --overwrite to replace them." : "an unfinished run: --resume goes on with it, --overwrite starts again.")}"
                : $"The output folder '{Path}' is not empty: choose another folder, or --overwrite to write into it.");
        }

        Directory.CreateDirectory(Path);
        foreach (var file in Directory.EnumerateFiles(Path, "checkpoint*").Concat([Model, Result, In("log.jsonl")]).Where(File.Exists).ToArray())
        {
            File.Delete(file);
        }

        if (experiment.ToYaml(Path) is { } yaml)
        {
            WholeFile.WriteText(Config, yaml);
        }
    }

    /// <summary>A file in the folder.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    private void CheckSame(Experiment experiment)
    {
        if (!Directory.Exists(Path) || !HasRun)
        {
            throw new ExperimentException($"There is no run in '{Path}' to resume; leave out --resume to start one.");
        }

        if (experiment.ToYaml(Path) is not { } now || !File.Exists(Config))
        {
            return;
        }

        var difference = File.ReadLines(Config).Zip(now.Split('\n')).FirstOrDefault(pair => !string.Equals(pair.First.TrimEnd(), pair.Second.TrimEnd(), StringComparison.Ordinal));
        if (difference != default)
        {
            throw new ExperimentException($"The run in '{Path}' was asked for something else: it had '{difference.First.Trim()}' where there is '{difference.Second.Trim()}' now. Resume with '{Config}', or start again with --overwrite.");
        }
    }
}
