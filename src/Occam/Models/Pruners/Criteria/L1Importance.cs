using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>The mean absolute weight of a channel in every weighted operator that makes or reads it.</summary>
/// <remarks>H. Li et al., "Pruning Filters for Efficient ConvNets" (2017) takes the L1 norm of the filters that make a channel.</remarks>
public sealed class L1Importance : WeightImportance
{
    /// <inheritdoc/>
    public override string Name => "l1";

    /// <inheritdoc/>
    protected override Tensor ScoreSlices(Tensor slices) => slices.abs().mean([1]);
}
