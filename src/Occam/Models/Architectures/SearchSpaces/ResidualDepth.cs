using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Graphs.Shapes;
using Occam.Models.Mutables;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>Makes every residual branch of a network a choice: behind each sum of a value and of what was computed from it stands a choice of the sum and of the value alone.</summary>
public static class ResidualDepth
{
    /// <summary>Adds the choices, named <c>NODE.depth</c>; unless one is selected, all branches are kept.</summary>
    /// <param name="graph">The network, changed in place.</param>
    /// <returns>How many residual branches there are.</returns>
    /// <exception cref="GraphException">The network cannot be run for its shapes.</exception>
    public static int Add(Graph graph)
    {
        var shapes = ShapeInference.Run(graph);
        var sums = graph.Nodes.Where(node => node is { OpType: "Add", Domain: "" }).Select(node => (node, shortcut: Shortcut(node, shapes))).Where(pair => pair.shortcut is not null).ToArray();
        foreach (var (sum, shortcut) in sums)
        {
            var output = sum.Outputs[0]!;
            var behind = graph.Nodes.SkipWhile(node => node != sum).Skip(1).FirstOrDefault();
            graph.Opsets[Choice.OwnDomain] = 1;
            var name = $"{sum.Name}.depth";
            var choice = graph.AddNode(Choice.TypeName, [shortcut, shortcut], [graph.UnusedName(name)], Choice.Attributes(Depth.Kind, [Depth.Skipped, Depth.Kept], null, 1), name, Choice.OwnDomain, behind);
            graph.ReplaceUses(output, choice.Outputs[0]!);
            graph.SetInput(choice, 1, output);
        }

        return sums.Length;
    }

    private static Value? Shortcut(Node sum, ShapeTable shapes)
    {
        Value?[] operands = [sum.Input(0), sum.Input(1)];
        if (operands.Any(value => value!.IsConstant || !Same(value, sum.Outputs[0]!, shapes)))
        {
            return null;
        }

        return Reaches(operands[1]!, operands[0]!) ? operands[0] : Reaches(operands[0]!, operands[1]!) ? operands[1] : null;
    }

    private static bool Same(Value a, Value b, ShapeTable shapes) =>
        shapes.Dimensions(a) is { } sizes && shapes.Dimensions(b) is { } others && sizes.AsSpan().SequenceEqual(others);

    private static bool Reaches(Value from, Value wanted)
    {
        var (seen, open) = (new HashSet<Value> { from }, new Stack<Value>([from]));
        while (open.TryPop(out var value))
        {
            foreach (var input in value.Producer?.Inputs.OfType<Value>() ?? [])
            {
                if (input == wanted)
                {
                    return true;
                }

                if (seen.Add(input))
                {
                    open.Push(input);
                }
            }
        }

        return false;
    }
}
