using Occam.Graphs.Ops;

namespace Occam.Graphs.Passes;

/// <summary>
/// Removes Identity nodes and Dropout nodes in inference mode (so only for networks that are not trained any more). The network's
/// outputs keep their names; a node that connects an input, a constant or another output directly with an output stays.
/// </summary>
public sealed class RemoveIdentitiesPass : GraphPass
{
    /// <inheritdoc/>
    public override int Apply(Graph graph)
    {
        var removed = 0;
        foreach (var node in graph.Nodes.Where(IsIdentity).ToArray())
        {
            var (input, output) = (node.Input(0), node.Outputs[0]!);
            if (graph.IsOutput(output) && (input.Producer is null || graph.IsOutput(input)))
            {
                continue;
            }

            graph.ReplaceUses(output, input);
            graph.Remove(node);
            removed++;
        }

        return removed;
    }

    private static bool IsIdentity(Node node) =>
        node is { Domain: "" or "ai.onnx", Outputs.Count: > 0 } && node.Outputs[0] is not null
        && node.OpType switch
        {
            "Identity" => true,
            "Dropout" => !Trains(node) && node.Outputs.Skip(1).All(mask => mask is null || (mask.Uses.Count == 0 && !node.Graph.IsOutput(mask))),
            _ => false,
        };

    // Input 2 (since version 12) switches dropping on; where it is computed, nobody knows.
    private static bool Trains(Node node) =>
        node.OptionalInput(2) is { } mode && (mode.Constant is not { HasTensor: true } constant || constant.Tensor.ToLong() != 0);
}
