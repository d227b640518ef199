using Occam.Core.Training.Components;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Distillation.Dense;

/// <summary>Cross-entropy of a map of logits [N, classes, H, W] with the classes of the pixels, the mean over them.</summary>
internal sealed class PixelLoss(GarmentPixels pixels) : TaskLoss
{
    public override string Name => "pixels";

    public override Tensor Compute(ForwardPass pass)
    {
        using var scope = NewDisposeScope();
        return nn.functional.cross_entropy(pass.Output, pixels.Of(pass.Batch)).MoveToOuterDisposeScope();
    }
}
