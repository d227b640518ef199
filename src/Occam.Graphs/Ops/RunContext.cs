namespace Occam.Graphs.Ops;

/// <summary>The circumstances of a run of a graph.</summary>
/// <param name="Training">Whether BatchNorm uses and updates batch statistics and Dropout drops.</param>
public sealed record RunContext(bool Training)
{
    /// <summary>Inference.</summary>
    public static RunContext Inference { get; } = new(Training: false);

    /// <summary>Training.</summary>
    public static RunContext Train { get; } = new(Training: true);
}
