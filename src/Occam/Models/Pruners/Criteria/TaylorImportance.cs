namespace Occam.Models.Pruners.Criteria;

/// <summary>
/// How much, to first order, an example's loss changes without the channel: the mean over examples of |derivative of the loss by the channel's gate|.
/// </summary>
/// <remarks>
/// P. Molchanov et al., "Pruning Convolutional Neural Networks for Resource Efficient Inference" (2017), eq. 8: |activation * gradient| summed over the
/// channel, the absolute value taken for each example. Gates stand where channels are read, so that everything tied counts once.
/// </remarks>
public sealed class TaylorImportance : GateImportance
{
    /// <inheritdoc/>
    public override string Name => "taylor";

    /// <inheritdoc/>
    /// <remarks>As DepGraph's: without it, units that are read far from the loss, or in many places, are emptied or spared as a whole.</remarks>
    public override ScoreNormalisation Normalisation => ScoreNormalisation.Mean;

    /// <inheritdoc/>
    protected override double Contribution(double derivative) => Math.Abs(derivative);
}
