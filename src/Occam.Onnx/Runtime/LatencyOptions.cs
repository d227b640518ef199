namespace Occam.Onnx.Runtime;

/// <summary>How latency is measured.</summary>
public sealed record LatencyOptions
{
    /// <summary>How long each model runs before anything counts. Default 200 ms; at least three runs.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long each model is measured at least. Default 1 s.</summary>
    public TimeSpan MinimumDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many runs of each model count at least. Default 20.</summary>
    public int MinimumRuns { get; init; } = 20;

    /// <summary>When measuring ends whatever has been reached; at least one run of each model counts. Default 60 s.</summary>
    public TimeSpan MaximumDuration { get; init; } = TimeSpan.FromSeconds(60);
}
