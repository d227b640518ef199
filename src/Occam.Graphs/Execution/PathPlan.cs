using Occam.Graphs.Ops;

namespace Occam.Graphs.Execution;

/// <summary>
/// The steps of a graph with choices, and those of one path through it. Kernels are bound once; selecting a path walks the steps once backwards, which takes
/// microseconds.
/// </summary>
internal sealed class PathPlan
{
    private readonly Graph _graph;
    private readonly Step[] _steps;
    private readonly int[] _outputs;
    private readonly bool[] _computed;
    private readonly bool[] _isChoice;

    /// <summary>Binds all kernels.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="slotOf">The slot of each value.</param>
    public PathPlan(Graph graph, Dictionary<Value, int> slotOf)
    {
        _graph = graph;
        _steps = Step.Plan(graph, slotOf);
        _outputs = [.. graph.Outputs.Select(value => slotOf[value])];
        _computed = new bool[slotOf.Count];
        foreach (var (value, slot) in slotOf)
        {
            _computed[slot] = value.Producer is not null;
        }

        _isChoice = Array.ConvertAll(_steps, step => Choice.Is(step.Node));
    }

    /// <summary>The steps of a path, each value freed at its last use on it; all steps where nothing is chosen.</summary>
    /// <param name="selected">The input that each choice takes, or each mixture, in the place of mixing; choices left out take their default, mixtures mix.</param>
    /// <exception cref="GraphException">A node is no choice of this graph, or has no such input.</exception>
    public Step[] Select(IReadOnlyDictionary<Node, int>? selected = null)
    {
        foreach (var (node, input) in selected ?? new Dictionary<Node, int>())
        {
            var first = Choice.Is(node) ? 0 : node.Operator is WeightedChoice ? WeightedChoice.FirstCandidate : int.MaxValue;
            if (node.Graph != _graph || input < first || node.OptionalInput(input) is null)
            {
                throw GraphException.At(node, $"input {input} cannot be selected: it is no choice of this graph, or has no such candidate among its {node.Inputs.Count} inputs.");
            }
        }

        return selected is null or { Count: 0 } && !Array.Exists(_isChoice, isChoice => isChoice) ? _steps : Path(selected);
    }

    private Step[] Path(IReadOnlyDictionary<Node, int>? selected)
    {
        var needed = new bool[_computed.Length];
        foreach (var output in _outputs)
        {
            needed[output] = true;
        }

        var path = new List<Step>();
        for (var i = _steps.Length - 1; i >= 0; i--)
        {
            var step = _steps[i];
            if (IsNeeded(step, needed))
            {
                path.Add(Live(step, _isChoice[i] || selected?.ContainsKey(step.Node) == true ? Narrowed(step, selected) : step.Inputs, needed));
            }
        }

        path.Reverse();
        return [.. path];
    }

    private static int[] Narrowed(Step step, IReadOnlyDictionary<Node, int>? selected)
    {
        var taken = selected?.TryGetValue(step.Node, out var given) == true ? given : Choice.SelectedOf(step.Node);
        return [.. step.Inputs.Select((slot, index) => index == taken ? slot : -1)];
    }

    private static bool IsNeeded(Step step, bool[] needed)
    {
        foreach (var slot in step.Outputs)
        {
            if (slot >= 0 && needed[slot])
            {
                return true;
            }
        }

        return false;
    }

    private Step Live(Step step, int[] inputs, bool[] needed)
    {
        List<int>? dead = null;
        Mark(inputs, needed, ref dead);
        Mark(step.Outputs, needed, ref dead);
        int[] last = dead is null ? [] : [.. dead];
        return ReferenceEquals(inputs, step.Inputs) && last.AsSpan().SequenceEqual(step.LastUses) ? step : step with { Inputs = inputs, LastUses = last };
    }

    // What nothing behind reads dies here.
    private void Mark(int[] slots, bool[] needed, ref List<int>? dead)
    {
        foreach (var slot in slots)
        {
            if (slot >= 0 && !needed[slot])
            {
                needed[slot] = true;
                if (_computed[slot])
                {
                    (dead ??= []).Add(slot);
                }
            }
        }
    }
}
