using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>
/// Makes a network that was exported for one batch size take any: opens the first dimension of its inputs, and turns the batch size in Reshape's targets
/// into "as the input has it". Whether the network then treats the examples of a batch apart is for the caller to check (a network can still hold the size
/// elsewhere, for example in an Expand).
/// </summary>
public sealed class OpenBatchPass : GraphPass
{
    /// <summary>The name that the open dimension gets.</summary>
    public const string Symbol = "N";

    /// <inheritdoc/>
    public override int Apply(Graph graph)
    {
        var sizes = graph.Inputs.Select(BatchOf).Distinct().ToArray();
        if (sizes is not [{ } batch])
        {
            return 0;
        }

        var shapes = ShapeInference.Run(graph);
        var changed = 0;
        foreach (var node in graph.Nodes.Where(node => node.OpType == "Reshape" && HoldsBatch(node, batch, shapes)).ToArray())
        {
            using var scope = NewDisposeScope();
            var target = node.Input(1).Constant!.Tensor.clone();
            target[0] = 0;
            graph.SetInput(node, 1, graph.AddConstant(graph.UnusedName($"{node.Input(1).Name}.open"), new Constant(target)));
            changed++;
        }

        foreach (var input in graph.Inputs)
        {
            graph.SetType(input, Open(input.Type!));
            changed++;
        }

        foreach (var value in graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>())
        {
            var isBatched = graph.IsOutput(value) && BatchOf(value) == batch;
            graph.SetType(value, isBatched ? Open(value.Type!) : null);
        }

        graph.RemoveUnused();
        return changed;
    }

    private static long? BatchOf(Value value) => value.Type?.Dimensions is [{ Size: { } size }, ..] ? size : null;

    private static TensorType Open(TensorType type) => type with { Dimensions = [Symbol, .. type.Dimensions!.Skip(1)] };

    // A target that starts with the batch size, of an input that does as well.
    private static bool HoldsBatch(Node node, long batch, ShapeTable shapes)
    {
        if (node.Int("allowzero", 0) != 0 || node.Input(1).Constant is not { HasTensor: true, Count: > 0 } target || shapes.Dimensions(node.Input(0)) is not [var first, ..])
        {
            return false;
        }

        using var scope = NewDisposeScope();
        return first == batch && target.Tensor[0].to(ScalarType.Int64).item<long>() == batch;
    }
}
