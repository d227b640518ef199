using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;

namespace Occam.Graphs.Ops;

/// <summary>Runs one of two sub-graphs, which read values of the surrounding graph; their constants are not trained.</summary>
public sealed class If : Operator
{
    /// <inheritdoc/>
    public override string Name => "If";

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [0];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var then = Bind(node, "then_branch");
        var otherwise = Bind(node, "else_branch");
        return (inputs, context) => inputs[0]!.ToLong() != 0 ? then(inputs, context) : otherwise(inputs, context);
    }

    private static Kernel Bind(Node node, string name)
    {
        var branch = node.Get<GraphAttribute>(name) ?? throw GraphException.At(node, $"attribute '{name}' is missing.");
        if (branch.Graph.Inputs.Count != branch.Captures.Count)
        {
            throw GraphException.At(node, $"'{name}' has inputs of its own; a branch only reads values of the surrounding graph.");
        }

        var executor = new GraphExecutor(branch.Graph);
        // Captured values follow the node's own inputs, of which there is one.
        return (inputs, context) => executor.Run([.. branch.Captures.Select(index => inputs[node.Inputs.Count + index]!)], context);
    }
}
