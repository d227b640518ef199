namespace Occam.Models.Pruners;

/// <summary>What a criterion looks at.</summary>
public enum EvidenceKind
{
    /// <summary>The network alone.</summary>
    Weights,

    /// <summary>What the network computes on data; labels play no part.</summary>
    Activations,

    /// <summary>Gradients of a loss on data.</summary>
    Gradients,
}
