using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Execution;

/// <summary>One node of a planned run: its kernel, and where its tensors are.</summary>
/// <param name="Node">The node.</param>
/// <param name="Kernel">Its bound kernel.</param>
/// <param name="Inputs">The slot of each input; -1 where it is absent.</param>
/// <param name="Outputs">The slot of each output; -1 where it is not wanted.</param>
/// <param name="LastUses">The slots of computed values that nothing reads after this step.</param>
internal sealed record Step(Node Node, Kernel Kernel, int[] Inputs, int[] Outputs, int[] LastUses)
{
    /// <summary>The position of the input whose memory may become the output's; -1 where there is none.</summary>
    public int Overwritten { get; init; } = -1;

    public static Step[] Plan(Graph graph, Dictionary<Value, int> slotOf)
    {
        var readers = graph.Nodes.SelectMany(node => node.Inputs.Concat(node.Captures)).OfType<Value>().CountBy(value => value).ToDictionary();
        var alive = graph.Outputs.ToHashSet();
        var steps = new Step[graph.Nodes.Count];
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            var reads = node.Inputs.Concat(node.Captures).ToArray();
            var touched = reads.Concat(node.Outputs).OfType<Value>().Where(value => value.Producer is not null).Distinct();
            var dead = touched.Where(alive.Add).ToArray();
            steps[i] = new Step(
                node,
                Bind(node),
                [.. reads.Select(value => value is null ? -1 : slotOf[value])],
                [.. node.Outputs.Select(value => value is null ? -1 : slotOf[value])],
                [.. dead.Select(value => slotOf[value])])
            {
                Overwritten = node.Operator?.InPlace is null ? -1 : node.Inputs.Index().FirstOrDefault(pair => IsFree(pair.Item), (-1, null)).Index,
            };

            bool IsFree(Value? value) => value is { Producer.Operator.ReadsOutputInBackward: false } && readers[value] == 1 && Array.IndexOf(dead, value) >= 0;
        }

        return steps;
    }

    /// <summary>Binds a node's kernel.</summary>
    /// <exception cref="GraphException">Occam does not know the operator, or the node is malformed, or a constant cannot be computed with.</exception>
    public static Kernel Bind(Node node) => node.Operator is { } op
        ? Readable(node, op.Bind(node))
        : throw new GraphException(
            $"Node '{node.Name}': Occam does not know the operator {(node.Domain.Length == 0 ? string.Empty : node.Domain + "::")}{node.OpType}, so it cannot run this network in TorchSharp (it is kept as it is when the file is written).");

    // A kernel would take a constant without a tensor for an absent input.
    private static Kernel Readable(Node node, Kernel kernel) =>
        node.Inputs.FirstOrDefault(value => value?.Constant is { HasTensor: false }) is { } value
            ? throw GraphException.At(node, $"reads constant '{value.Name}' of type {value.Constant!.ElementType}, which TorchSharp cannot compute with.")
            : kernel;

    /// <summary>Brings the inputs of a step to one device: those whose numbers the kernel reads to the CPU, the others to where most is computed.</summary>
    public void Place(Tensor?[] arguments, Device device)
    {
        var host = Node.Operator!.HostInputs;
        var onDevice = arguments.Index().Any(pair => pair.Item is { } x && !host.Contains(pair.Index) && x.device_type != TorchSharp.DeviceType.CPU);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is { } x)
            {
                arguments[i] = host.Contains(i) ? x.cpu() : onDevice ? x.to(device) : x;
            }
        }
    }
}
