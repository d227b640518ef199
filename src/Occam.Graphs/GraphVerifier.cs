namespace Occam.Graphs;

/// <summary>Checks the invariants of a graph. Tests run it after every pass.</summary>
public static class GraphVerifier
{
    /// <summary>Lists every broken invariant; empty where the graph is sound.</summary>
    public static IReadOnlyList<string> Problems(Graph graph)
    {
        var problems = new List<string>();
        var ready = new HashSet<Value>(graph.Inputs);
        ready.UnionWith(graph.Constants);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            if (!names.Add(node.Name))
            {
                problems.Add($"unique names: two nodes are named '{node.Name}'");
            }

            CheckReads(node, ready, problems);
            foreach (var output in node.Outputs.OfType<Value>())
            {
                ready.Add(output);
                if (output.Producer != node)
                {
                    problems.Add($"one producer: '{output.Name}' does not name '{node.Name}' as its producer");
                }
            }
        }

        foreach (var value in graph.Values)
        {
            CheckValue(graph, value, ready, problems);
        }

        problems.AddRange(graph.Outputs.Where(output => !ready.Contains(output)).Select(output => $"outputs: nothing computes '{output.Name}'"));
        return problems;
    }

    /// <summary>Throws where an invariant is broken.</summary>
    /// <exception cref="GraphException">Lists every broken invariant.</exception>
    public static void Verify(Graph graph)
    {
        var problems = Problems(graph);
        if (problems.Count > 0)
        {
            throw new GraphException($"Graph '{graph.Name}' is not sound: {string.Join("; ", problems)}.");
        }
    }

    private static void CheckReads(Node node, HashSet<Value> ready, List<string> problems)
    {
        var reads = node.Inputs.Concat(node.Captures).ToArray();
        for (var i = 0; i < reads.Length; i++)
        {
            if (reads[i] is not { } value)
            {
                continue;
            }

            if (!ready.Contains(value))
            {
                problems.Add($"topological order: '{node.Name}' reads '{value.Name}' before it is computed");
            }

            if (!value.Uses.Contains(new Use(node, i)))
            {
                problems.Add($"uses: '{value.Name}' does not list input {i} of '{node.Name}'");
            }
        }
    }

    private static void CheckValue(Graph graph, Value value, HashSet<Value> ready, List<string> problems)
    {
        if (graph.Find(value.Name) != value)
        {
            problems.Add($"names: '{value.Name}' is not found by its name");
        }

        if (!ready.Contains(value))
        {
            problems.Add($"members: '{value.Name}' is neither an input, a constant nor the output of a node");
        }

        foreach (var use in value.Uses)
        {
            var read = use.Index < use.Node.Inputs.Count ? use.Node.Inputs[use.Index] : use.Node.Captures[use.Index - use.Node.Inputs.Count];
            if (read != value || use.Node.Graph != graph)
            {
                problems.Add($"uses: '{value.Name}' lists input {use.Index} of '{use.Node.Name}', which does not read it");
            }
        }
    }
}
