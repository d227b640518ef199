using Occam.Models.Pruners.Costs;

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
        ICost? cost = _options.Saving switch
        {
            FisherSaving.Macs => new MacsModel(context.Analysis),
            FisherSaving.Activations => new ActivationModel(context.Analysis),
            _ => null,
        };
        if (cost is null)
        {
            return scores;
        }

        var removed = new int[context.Analysis.Units.Count];
        var full = cost.Of(removed);
        removed[unit] = 1;
        var share = (full - cost.Of(removed)) / full;
        return [.. scores.Select(score => score / Math.Max(share, double.Epsilon))];
    }
}
