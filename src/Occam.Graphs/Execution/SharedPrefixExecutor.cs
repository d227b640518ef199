using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Execution;

/// <summary>
/// Runs several paths through a graph with choices on the same inputs. What a path has in common with the one before it, from the first node on, is not computed again, so
/// paths should come in an order in which neighbours have much in common. Inference only; no gradients.
/// </summary>
public sealed class SharedPrefixExecutor
{
    private readonly Graph _graph;
    private readonly Value[] _slots;
    private readonly int[] _inputs;
    private readonly int[] _outputs;
    private readonly Step[][] _paths;
    private readonly int[] _common;

    /// <summary>Plans the runs.</summary>
    /// <param name="graph">The graph, its constants on the CPU; not owned.</param>
    /// <param name="paths">The input that each choice takes, for each path, in the order in which they are run.</param>
    /// <exception cref="GraphException">The graph cannot be run, or a path does not fit it.</exception>
    public SharedPrefixExecutor(Graph graph, IReadOnlyList<IReadOnlyDictionary<Node, int>> paths)
    {
        _graph = graph;
        _slots = [.. graph.Values];
        var slotOf = _slots.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _inputs = [.. graph.Inputs.Select(value => slotOf[value])];
        _outputs = [.. graph.Outputs.Select(value => slotOf[value])];
        var plan = new PathPlan(graph, slotOf);
        _paths = [.. paths.Select(path => plan.Select(path))];
        _common = [.. _paths.Select((path, i) => i == 0 ? 0 : Common(_paths[i - 1], path))];
    }

    /// <summary>How many nodes a run of all paths computes.</summary>
    public int ComputedNodes => _paths.Select((path, i) => path.Length - _common[i]).Sum();

    /// <summary>How many nodes it would compute if every path were run from the start.</summary>
    public int AllNodes => _paths.Sum(path => path.Length);

    /// <summary>Runs all paths.</summary>
    /// <param name="inputs">The graph's inputs, in its order; not disposed.</param>
    /// <param name="adapt">
    /// May exchange what a node is given before it is computed: told the path, the node and its arguments. For nodes that a path shares with the one before it is not asked again.
    /// Default nothing.
    /// </param>
    /// <param name="finished">Told each path's outputs; they are disposed afterwards.</param>
    /// <exception cref="GraphException">The inputs are too few or too many, or a node cannot be computed.</exception>
    public void Run(IReadOnlyList<Tensor> inputs, Action<int, Node, Tensor?[]>? adapt, Action<int, Tensor[]> finished)
    {
        if (inputs.Count != _inputs.Length)
        {
            throw new GraphException($"Graph '{_graph.Name}' takes {_inputs.Length} inputs, but {inputs.Count} are given.");
        }

        using var guard = no_grad();
        var kept = new Stack<Snapshot>();
        try
        {
            for (var path = 0; path < _paths.Length; path++)
            {
                while (kept.TryPeek(out var last) && last.Position > _common[path])
                {
                    kept.Pop().Dispose();
                }

                Run(path, inputs, kept, adapt, finished);
            }
        }
        finally
        {
            foreach (var snapshot in kept)
            {
                snapshot.Dispose();
            }
        }
    }

    private static int Common(Step[] a, Step[] b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[length].Node == b[length].Node && a[length].Inputs.AsSpan().SequenceEqual(b[length].Inputs))
        {
            length++;
        }

        return length;
    }

    private void Run(int path, IReadOnlyList<Tensor> inputs, Stack<Snapshot> kept, Action<int, Node, Tensor?[]>? adapt, Action<int, Tensor[]> finished)
    {
        using var scope = NewDisposeScope();
        var steps = _paths[path];
        var tensors = new Tensor?[_slots.Length];
        for (var i = 0; i < _slots.Length; i++)
        {
            tensors[i] = _slots[i].Constant is { HasTensor: true } constant ? constant.Tensor : null;
        }

        for (var i = 0; i < _inputs.Length; i++)
        {
            tensors[_inputs[i]] = inputs[i];
        }

        var start = kept.TryPeek(out var from) ? from.Restore(tensors) : 0;
        var wanted = Snapshots(path, start);
        var pinned = wanted.Values.SelectMany(slots => slots).ToHashSet();
        for (var i = start; i < steps.Length; i++)
        {
            Keep(i);
            Compute(path, steps[i], tensors, pinned, adapt);
        }

        Keep(steps.Length);
        finished(path, [.. _outputs.Select(slot => tensors[slot]!)]);

        void Keep(int position)
        {
            if (wanted.TryGetValue(position, out var slots))
            {
                kept.Push(new(position, [.. slots.Select(slot => (slot, tensors[slot]!.alias().DetachFromDisposeScope()))]));
            }
        }
    }

    private static void Compute(int path, Step step, Tensor?[] tensors, HashSet<int> pinned, Action<int, Node, Tensor?[]>? adapt)
    {
        var arguments = Array.ConvertAll(step.Inputs, slot => slot < 0 ? null : tensors[slot]);
        using (var scope = NewDisposeScope())
        {
            adapt?.Invoke(path, step.Node, arguments);
            var results = Invocation.Compute(step.Node, step.Kernel, arguments, RunContext.Inference);
            for (var i = 0; i < step.Outputs.Length && i < results.Length; i++)
            {
                if (step.Outputs[i] >= 0)
                {
                    tensors[step.Outputs[i]] = results[i].MoveToOuterDisposeScope();
                }
            }
        }

        foreach (var dead in step.LastUses.Where(slot => !pinned.Contains(slot)))
        {
            tensors[dead]?.Dispose();
            tensors[dead] = null;
        }
    }

    // Where later paths will leave this one, and what they then read of what was computed before.
    private SortedDictionary<int, HashSet<int>> Snapshots(int path, int start)
    {
        var wanted = new SortedDictionary<int, HashSet<int>>();
        var shared = int.MaxValue;
        for (var later = path + 1; later < _paths.Length && shared > start; later++)
        {
            shared = Math.Min(shared, _common[later]);
            if (shared > start)
            {
                if (!wanted.ContainsKey(shared))
                {
                    wanted[shared] = [];
                }

                foreach (var (position, slots) in wanted.Where(pair => pair.Key <= shared))
                {
                    slots.UnionWith(ReadBehind(_paths[later], position));
                }
            }
        }

        return wanted;
    }

    private IEnumerable<int> ReadBehind(Step[] steps, int position)
    {
        var before = steps.Take(position).SelectMany(step => step.Outputs).Where(slot => slot >= 0).ToHashSet();
        return steps.Skip(position).SelectMany(step => step.Inputs).Concat(_outputs).Where(before.Contains);
    }

    private sealed record Snapshot(int Position, (int Slot, Tensor Tensor)[] Tensors) : IDisposable
    {
        public int Restore(Tensor?[] tensors)
        {
            foreach (var (slot, tensor) in Tensors)
            {
                tensors[slot] = tensor.alias();
            }

            return Position;
        }

        public void Dispose() => Array.ForEach(Tensors, pair => pair.Tensor.Dispose());
    }
}
