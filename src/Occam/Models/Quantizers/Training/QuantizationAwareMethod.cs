namespace Occam.Models.Quantizers.Training;

/// <summary>How quantizers behave while a network is trained for them.</summary>
public enum QuantizationAwareMethod
{
    /// <summary>Straight through: weights at the scale of their largest number, activations at a moving average of their range.</summary>
    Qat,

    /// <summary>Step sizes of weights and activations are trained (LSQ).</summary>
    Lsq,

    /// <summary>As LSQ, and the offsets of activations that can be negative are trained too (LSQ+).</summary>
    LsqPlus,

    /// <summary>Activations behind a Relu are clipped at a trained bound (PACT); the rest as in <see cref="Qat"/>.</summary>
    Pact,
}
