using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>The root of the mean squared weight of a channel in every weighted operator that makes or reads it.</summary>
/// <remarks>Y. He et al., "Soft Filter Pruning" (2018), takes the L2 norm of the filters that make a channel.</remarks>
public sealed class L2Importance : WeightImportance
{
    /// <inheritdoc/>
    public override string Name => "l2";

    /// <inheritdoc/>
    protected override Tensor ScoreSlices(Tensor slices) => slices.square().mean([1]).sqrt();
}
