namespace Occam.Models.Pruners.Criteria;

/// <summary>
/// The Fisher information of a channel's gate, the mean over examples of the squared derivative of the loss, divided by what removing the channel saves.
/// </summary>
/// <remarks>
/// L. Liu et al., "Group Fisher Pruning for Practical Network Compression" (2021), eq. 6 and 8. Deviations: activation memory is that of everything the
/// unit's channel appears in, not of the makers' outputs alone; statistics are collected in inference mode.
/// </remarks>
/// <param name="options">What the information is divided by; default activation memory.</param>
public sealed class GroupFisherImportance(GroupFisherOptions? options = null) : GateImportance
{
    private readonly GroupFisherOptions _options = options ?? new();

    /// <inheritdoc/>
    public override string Name => "group_fisher";

    /// <inheritdoc/>
    protected override double Contribution(double derivative) => derivative * derivative;

    /// <inheritdoc/>
    protected override double[] Weigh(ScoringContext context, int unit, double[] scores)
    {
        var cost = FisherWeight.Cost(_options.Saving, context.Analysis);
        var factor = FisherWeight.Divide(1, cost, new int[context.Analysis.Units.Count], unit);
        return [.. scores.Select(score => score * factor)];
    }
}
