using Occam.Datasets.Loading;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Distillation.Dense;

/// <summary>Classes of pixels for Fashion-MNIST: 0 where the image is darker than a fifth of full brightness, else the garment's label + 1.</summary>
/// <param name="normalisation">That of the batches, by which brightness is found again.</param>
internal sealed class GarmentPixels(Normalisation normalisation) : IDisposable
{
    /// <summary>Classes of a pixel.</summary>
    public const int Classes = 11;

    private readonly Scalar _threshold = (0.2 - normalisation.Mean[0]) / normalisation.Deviation[0];

    /// <summary>The classes of a batch's pixels, int64 [N, H, W], in the caller's dispose scope.</summary>
    public Tensor Of(Batch batch)
    {
        using var scope = NewDisposeScope();
        var garment = batch.Labels!.add(1).reshape(-1, 1, 1);
        return batch.Images.squeeze(1).gt(_threshold).to(ScalarType.Int64).mul(garment).MoveToOuterDisposeScope();
    }

    public void Dispose() => _threshold.Dispose();
}
