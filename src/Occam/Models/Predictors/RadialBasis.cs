namespace Occam.Models.Predictors;

/// <summary>How the influence of a point changes with the distance r from it.</summary>
public enum RadialBasis
{
    /// <summary>r^3.</summary>
    Cubic,

    /// <summary>r^2 log r.</summary>
    ThinPlate,

    /// <summary>r.</summary>
    Linear,
}
