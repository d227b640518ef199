namespace Occam.Models.Pruners.Criteria;

/// <summary>The options of <see cref="GroupFisherImportance"/>.</summary>
public sealed record GroupFisherOptions
{
    /// <summary>What the information of a channel is divided by. Default the share of activation memory that it takes.</summary>
    public FisherSaving Saving { get; init; } = FisherSaving.Activations;
}
