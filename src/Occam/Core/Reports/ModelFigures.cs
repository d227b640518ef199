namespace Occam.Core.Reports;

/// <summary>What was measured of one model; a row of the table.</summary>
public sealed record ModelFigures
{
    /// <summary>The row's name: original, pruned, pruned+int8, int8.</summary>
    public required string Name { get; init; }

    /// <summary>The file's name, without its folder.</summary>
    public required string File { get; init; }

    /// <summary>The share of test images whose most probable class is their label, 0 to 1; null where the data have no labels.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The share of test images that get the same class from the original, 0 to 1.</summary>
    public required double Agreement { get; init; }

    /// <summary>Multiply-accumulate operations for one image.</summary>
    public required long Macs { get; init; }

    /// <summary>Trained numbers.</summary>
    public required long Parameters { get; init; }

    /// <summary>The file's size in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <summary>The median time of one image in ONNX Runtime, in milliseconds.</summary>
    public required double LatencyMilliseconds { get; init; }

    /// <summary>The original's latency divided by this one's.</summary>
    public required double MeasuredSpeedup { get; init; }

    /// <summary>The original's operations divided by this model's, an operation on 8-bit integers counted as a quarter of one on floats.</summary>
    public required double TheoreticalSpeedup { get; init; }

    /// <summary>Measured divided by theoretical speed-up: how much of the saving arrives as time.</summary>
    public double Efficiency => MeasuredSpeedup / TheoreticalSpeedup;
}
