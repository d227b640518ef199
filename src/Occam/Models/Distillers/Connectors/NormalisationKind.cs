namespace Occam.Models.Distillers.Connectors;

/// <summary>How <see cref="NormalisationConnector"/> normalises.</summary>
public enum NormalisationKind
{
    /// <summary>Along axis 1 to length 1.</summary>
    Length,

    /// <summary>BatchNorm with scale and shift.</summary>
    Batch,
}
