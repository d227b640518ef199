using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>
/// Folds a BatchNormalization into the Conv, ConvTranspose or Gemm before it, where nothing else reads what that computes: with
/// s = scale / sqrt(var + epsilon) the weight becomes s * W and the bias s * (b - mean) + shift. A BatchNormalization behind anything
/// else stays.
/// </summary>
public sealed class FoldBatchNormPass : GraphPass
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override int Apply(Graph graph)
    {
        var folded = 0;
        foreach (var node in graph.Nodes.Where(IsInference).ToArray())
        {
            var x = node.Input(0);
            if (x.Uses.Count != 1 || graph.IsOutput(x) || x.Producer is not { } producer
                || !OutputChannels.CanRewrite(producer) || OutputChannels.Count(producer) != node.Input(1).Constant!.Count)
            {
                continue;
            }

            Fold(node, producer);
            graph.ReplaceUses(node.Outputs[0]!, x);
            folded++;
        }

        if (folded > 0)
        {
            graph.RemoveUnused();
        }

        return folded;
    }

    // Constant statistics, and none of the outputs that only training writes is read.
    private static bool IsInference(Node node) =>
        node is { Domain: "" or "ai.onnx", OpType: "BatchNormalization", Inputs.Count: 5 }
        && node.Int("training_mode", 0) == 0
        && node.Int("spatial", 1) == 1
        && node.Inputs.Skip(1).All(value => value?.Constant is { HasTensor: true })
        && node.Outputs.Skip(1).All(output => output is null || (output.Uses.Count == 0 && !node.Graph.IsOutput(output)));

    private static void Fold(Node node, Node producer)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var parameters = node.Inputs.Skip(1).Select(value => value!.Constant!.Tensor.detach().to(ScalarType.Float64)).ToArray();
        var (scale, shift, mean, variance) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        Scalar epsilon = (double)node.Float("epsilon", 1e-5f);
        var s = scale.div(variance.add(epsilon, One).sqrt());
        OutputChannels.Apply(producer, s, shift.sub(mean.mul(s)));
    }
}
