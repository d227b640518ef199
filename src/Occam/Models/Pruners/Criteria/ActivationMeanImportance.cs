using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>The mean absolute activation of a channel.</summary>
/// <remarks>P. Molchanov et al., "Pruning Convolutional Neural Networks for Resource Efficient Inference" (2017), section 2.2, "activation"; absolute, so that channels before no ReLU count as well.</remarks>
public sealed class ActivationMeanImportance : ActivationImportance
{
    /// <inheritdoc/>
    public override string Name => "activation_mean";

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor activations) => activations.abs();
}
