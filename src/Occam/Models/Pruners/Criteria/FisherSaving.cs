namespace Occam.Models.Pruners.Criteria;

/// <summary>What removing a channel saves.</summary>
public enum FisherSaving
{
    /// <summary>Nothing is counted.</summary>
    None,

    /// <summary>Multiply-accumulates.</summary>
    Macs,

    /// <summary>Activation memory.</summary>
    Activations,
}
