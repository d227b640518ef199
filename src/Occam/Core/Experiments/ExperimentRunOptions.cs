namespace Occam.Core.Experiments;

/// <summary>How an experiment is carried out on this machine; none of it changes the result.</summary>
public sealed record ExperimentRunOptions
{
    /// <summary>The folder for checkpoints, log, model and result.</summary>
    public required string Output { get; init; }

    /// <summary>Whether to go on with the interrupted run in the folder. Default no.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether to start again over what is in the folder. Default no.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Threads of ONNX Runtime for the final test, at least 1. Default the usable cores.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
