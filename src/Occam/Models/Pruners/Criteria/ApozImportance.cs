using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>One minus the average percentage of zeros of a channel: the share of its activations that are not zero.</summary>
/// <remarks>H. Hu et al., "Network Trimming" (2016), eq. 1. Without a ReLU before the reader every channel scores 1 and the criterion says nothing.</remarks>
public sealed class ApozImportance : ActivationImportance
{
    private static readonly Scalar Zero = 0;

    /// <inheritdoc/>
    public override string Name => "apoz";

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor activations) => activations.ne(Zero).to(ScalarType.Float32);
}
