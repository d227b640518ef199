using Occam.Graphs.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Execution;

/// <summary>
/// Runs a graph on TorchSharp: kernels bound once, every intermediate freed at its last use. The same code runs inference and
/// training (autograd keeps what it needs), on the CPU and on other devices.
/// </summary>
public sealed class GraphExecutor
{
    private readonly Graph _graph;
    private readonly Device _device;
    private readonly PathPlan _plan;
    private readonly Value[] _slots;
    private readonly int[] _inputs;
    private readonly int[] _outputs;
    private Step[] _steps;

    /// <summary>Binds the kernels of a graph. Edits of the graph's nodes afterwards are not seen; new data of its constants is.</summary>
    /// <param name="graph">The graph; not owned.</param>
    /// <param name="device">Where activations are computed; default the CPU. The constants have to be there already (<see cref="GraphModule"/> moves them).</param>
    /// <exception cref="GraphException">The graph has an operator that Occam does not know, or a node is malformed; the message names the node.</exception>
    public GraphExecutor(Graph graph, Device? device = null)
    {
        _graph = graph;
        _device = device ?? CPU;
        _slots = [.. graph.Values];
        var slotOf = _slots.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _inputs = [.. graph.Inputs.Select(value => slotOf[value])];
        _outputs = [.. graph.Outputs.Select(value => slotOf[value])];
        _plan = new PathPlan(graph, slotOf);
        _steps = _plan.Select();
    }

    /// <summary>Selects the path that later runs take through a graph with choices (<see cref="Choice"/>) or mixtures (<see cref="WeightedChoice"/>): nothing beside it is computed.</summary>
    /// <param name="selected">The input that each one takes; choices that are left out take the one that the graph states, mixtures mix.</param>
    /// <exception cref="GraphException">A node is no choice of this graph, or has no such input.</exception>
    public void Select(IReadOnlyDictionary<Node, int> selected) => _steps = _plan.Select(selected);

    /// <summary>Runs the graph.</summary>
    /// <param name="inputs">The graph's inputs, in its order; not disposed.</param>
    /// <param name="context">The circumstances; default inference (which does not switch gradients off: use <c>torch.no_grad()</c>).</param>
    /// <param name="observe">Called with every computed value while it is alive; it must not keep or dispose the tensor.</param>
    /// <returns>The graph's outputs, in its order, in the caller's dispose scope.</returns>
    /// <exception cref="GraphException">An input is missing, or a node cannot be computed; the message names the node.</exception>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs, RunContext? context = null, Action<Value, Tensor>? observe = null)
    {
        if (inputs.Count != _inputs.Length)
        {
            throw new GraphException($"Graph '{_graph.Name}' takes {_inputs.Length} inputs ({string.Join(", ", _graph.Inputs)}), but {inputs.Count} are given.");
        }

        using var scope = NewDisposeScope();
        var tensors = new Tensor?[_slots.Length];
        for (var i = 0; i < _inputs.Length; i++)
        {
            tensors[_inputs[i]] = inputs[i];
        }

        foreach (var step in _steps)
        {
            Run(step, tensors, context ?? RunContext.Inference, observe);
        }

        var outputs = new Tensor[_outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            // An input, a constant or an earlier output returned as it is would be owned twice.
            var tensor = Of(tensors, _outputs[i])!;
            var owned = _slots[_outputs[i]].Producer is not null && Array.IndexOf(_outputs, _outputs[i]) == i;
            outputs[i] = (owned ? tensor : tensor.alias()).MoveToOuterDisposeScope();
        }

        return outputs;
    }

    private void Run(Step step, Tensor?[] tensors, RunContext context, Action<Value, Tensor>? observe)
    {
        var arguments = new Tensor?[step.Inputs.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = step.Inputs[i] < 0 ? null : Of(tensors, step.Inputs[i]);
        }

        using (var scope = NewDisposeScope())
        {
            if (_device.type != DeviceType.CPU)
            {
                step.Place(arguments, _device);
            }

            if (observe is null && Overwrite(step, arguments))
            {
                var slot = step.Inputs[step.Overwritten];
                (tensors[step.Outputs[0]], tensors[slot]) = (tensors[slot], null);
            }
            else
            {
                Compute(step, arguments, tensors, context, observe);
            }
        }

        foreach (var dead in step.LastUses)
        {
            tensors[dead]?.Dispose();
            tensors[dead] = null;
        }
    }

    // A constant is looked up where it is read: a path reads few of a supernet's.
    private Tensor? Of(Tensor?[] tensors, int slot) =>
        tensors[slot] ?? (_slots[slot].Constant is { HasTensor: true } constant ? constant.Tensor : null);

    private bool Overwrite(Step step, Tensor?[] arguments) =>
        step.Overwritten >= 0 && step.Outputs[0] >= 0 && _device.type == DeviceType.CPU && arguments[step.Overwritten]!.is_floating_point() && step.Node.Operator!.InPlace!(arguments, step.Overwritten);

    private void Compute(Step step, Tensor?[] arguments, Tensor?[] tensors, RunContext context, Action<Value, Tensor>? observe)
    {
        var results = Invocation.Compute(step.Node, step.Kernel, arguments, context);
        for (var i = 0; i < step.Outputs.Length && i < results.Length; i++)
        {
            if (step.Outputs[i] >= 0)
            {
                tensors[step.Outputs[i]] = results[i].MoveToOuterDisposeScope();
                observe?.Invoke(_slots[step.Outputs[i]], results[i]);
            }
        }
    }
}
