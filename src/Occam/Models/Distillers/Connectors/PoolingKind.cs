namespace Occam.Models.Distillers.Connectors;

/// <summary>How <see cref="PoolingConnector"/> pools.</summary>
public enum PoolingKind
{
    /// <summary>The mean over all positions: [N, C, H, W] to [N, C].</summary>
    Global,

    /// <summary>The mean of each window.</summary>
    Average,

    /// <summary>The largest value of each window.</summary>
    Max,
}
