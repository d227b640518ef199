using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>The mean distance of a channel's weights to those of the unit's other channels: what lies near the geometric median can be spared, whatever its size.</summary>
/// <remarks>Y. He et al., "Filter Pruning via Geometric Median" (2019), eq. 7, which takes the filters that make a channel; here readers count as well.</remarks>
public sealed class FpgmImportance : WeightImportance
{
    /// <inheritdoc/>
    public override string Name => "fpgm";

    /// <inheritdoc/>
    protected override Tensor ScoreSlices(Tensor slices) => cdist(slices, slices).mean([1]);
}
