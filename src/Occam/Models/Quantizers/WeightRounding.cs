namespace Occam.Models.Quantizers;

/// <summary>How weights become integers.</summary>
public enum WeightRounding
{
    /// <summary>To the nearest integer.</summary>
    Nearest,

    /// <summary>Up or down as learnt from calibration data.</summary>
    AdaRound,

    /// <summary>One after the other, later weights making good the error of earlier ones.</summary>
    Gptq,
}
