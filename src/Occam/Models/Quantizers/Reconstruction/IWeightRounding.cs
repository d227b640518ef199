using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>Decides which integer each weight of a layer becomes.</summary>
internal interface IWeightRounding
{
    /// <summary>Rounds the weight of a layer.</summary>
    /// <param name="sample">The layer and its data.</param>
    /// <returns>Whole numbers within the bounds, float32, in the weight's shape, in the caller's dispose scope; null keeps nearest rounding.</returns>
    Tensor? Round(LayerSample sample);
}
