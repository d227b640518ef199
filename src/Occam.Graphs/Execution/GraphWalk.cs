using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Execution;

/// <summary>
/// Runs a graph on one set of inputs node by node, so that two graphs can be compared and changed layer by layer in one pass. A value lives
/// until its last reader has run.
/// </summary>
public sealed class GraphWalk : IDisposable
{
    private readonly Graph _graph;
    private readonly Step[] _steps;
    private readonly Value[] _slots;
    private readonly Dictionary<Value, int> _slotOf;
    private readonly Tensor?[] _computed;
    private int _next;

    /// <summary>Starts before the first node.</summary>
    /// <param name="graph">The graph; not owned.</param>
    /// <param name="inputs">Its inputs, in its order; they have to live as long as the walk.</param>
    /// <exception cref="GraphException">The inputs are too few or too many, or the graph cannot be run.</exception>
    public GraphWalk(Graph graph, IReadOnlyList<Tensor> inputs)
    {
        if (inputs.Count != graph.Inputs.Count)
        {
            throw new GraphException($"Graph '{graph.Name}' takes {graph.Inputs.Count} inputs, but {inputs.Count} are given.");
        }

        _graph = graph;
        _slots = [.. graph.Values];
        _slotOf = _slots.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _steps = Step.Plan(graph, _slotOf);
        _computed = new Tensor?[_slots.Length];
        foreach (var (input, tensor) in graph.Inputs.Zip(inputs))
        {
            _computed[_slotOf[input]] = tensor.alias().DetachFromDisposeScope();
        }
    }

    /// <summary>A constant, an input, or a value that is computed and still needed; not to be disposed.</summary>
    /// <exception cref="GraphException">It is not computed yet, or no longer kept.</exception>
    public Tensor this[Value value] => value.Constant is { HasTensor: true } constant
        ? constant.Tensor
        : _computed[_slotOf[value]] ?? throw new GraphException($"Value '{value.Name}' of graph '{_graph.Name}' is not computed at this point of the walk.");

    /// <summary>Runs the nodes before a node, as far as they have not run.</summary>
    public void RunUntil(Node node) => RunTo(Array.FindIndex(_steps, step => step.Node == node));

    /// <summary>Runs the nodes up to a node, it included. What a node gives stays at hand until the walk goes on, even where nothing reads it.</summary>
    public void RunThrough(Node node)
    {
        var index = Array.FindIndex(_steps, step => step.Node == node);
        RunTo(index);
        if (_next == index)
        {
            Run(_steps[_next]);
            _next++;
        }
    }

    /// <summary>Computes a node that has run once more, because a constant that it reads was changed. Its inputs have to be constants or alive.</summary>
    public void Repeat(Node node) => Run(_steps.First(step => step.Node == node));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _computed)
        {
            tensor?.Dispose();
        }
    }

    private void RunTo(int index)
    {
        while (_next < index)
        {
            Run(_steps[_next]);
            _next++;
        }

        for (var i = 0; i < _next; i++)
        {
            foreach (var dead in _steps[i].LastUses.Where(slot => _slots[slot].Producer is not null))
            {
                _computed[dead]?.Dispose();
                _computed[dead] = null;
            }
        }
    }

    private void Run(Step step)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var arguments = Array.ConvertAll(step.Inputs, slot => slot < 0 ? null : this[_slots[slot]]);
        var results = Invocation.Compute(step.Node, step.Kernel, arguments, RunContext.Inference);
        for (var i = 0; i < step.Outputs.Length && i < results.Length; i++)
        {
            if (step.Outputs[i] >= 0)
            {
                _computed[step.Outputs[i]]?.Dispose();
                _computed[step.Outputs[i]] = results[i].DetachFromDisposeScope();
            }
        }
    }
}
