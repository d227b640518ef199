using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Distillation.Dense;

/// <summary>Mean intersection over union of the classes of pixels, 0 to 1, over all images together.</summary>
internal static class IntersectionOverUnion
{
    /// <summary>Measures a network whose first output is a map of logits [N, classes, H, W].</summary>
    public static double Of(Graph graph, BatchLoader images, GarmentPixels pixels)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var copy = graph.Clone();
        using var module = new GraphModule(copy);
        module.eval();
        var counts = zeros(GarmentPixels.Classes * GarmentPixels.Classes, int64);
        foreach (var batch in images.Read())
        {
            using var step = NewDisposeScope();
            var pairs = pixels.Of(batch).mul(GarmentPixels.Classes).add(module.call(batch.Images).argmax(1)).flatten();
            counts.add_(pairs.bincount(null, minlength: GarmentPixels.Classes * GarmentPixels.Classes));
        }

        var table = counts.reshape(GarmentPixels.Classes, GarmentPixels.Classes).to(float64);
        var both = table.diag();
        return both.div(table.sum([0]).add(table.sum([1])).sub(both)).mean().item<double>();
    }
}
