namespace Occam.Models.Quantizers;

/// <summary>How the range of an activation is found from calibration data.</summary>
public enum RangeMethod
{
    /// <summary>From the lowest to the highest number seen.</summary>
    MinMax,

    /// <summary>All but a small share at either end.</summary>
    Percentile,

    /// <summary>The range whose mean squared quantization error is least.</summary>
    MeanSquaredError,

    /// <summary>A moving average of each batch's lowest and highest numbers.</summary>
    MovingAverage,

    /// <summary>The range that changes the distribution least (KL divergence).</summary>
    Entropy,
}
