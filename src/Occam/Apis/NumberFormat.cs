namespace Occam.Apis;

/// <summary>What numbers a network computes with.</summary>
public enum NumberFormat
{
    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>8-bit integers: unsigned activations, signed weights per output channel, 32-bit sums.</summary>
    Int8,
}
