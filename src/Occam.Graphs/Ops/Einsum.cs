using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Products and sums over named axes (Einstein's notation), for example <c>bhid,bhjd->bhij</c>.</summary>
public sealed class Einsum : Operator
{
    private const string Ellipsis = "...";

    /// <inheritdoc/>
    public override string Name => "Einsum";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Einsum;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0, 1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var equation = Equation(node);
        return (inputs, _) => [einsum(equation, inputs!)];
    }

    /// <summary>The number of combinations of all named axes, where at least two operands meet.</summary>
    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes)
    {
        var operands = Equation(node).Split("->")[0].Split(',');
        if (operands.Length < 2 || operands.Length != node.Inputs.Count)
        {
            return 0;
        }

        var sizes = new Dictionary<int, long>();
        foreach (var (operand, input) in operands.Zip(node.Inputs))
        {
            if (shapes.Dimensions(input!) is not { } dimensions)
            {
                return 0;
            }

            foreach (var (axis, size) in Labels(operand, dimensions.Length).Zip(dimensions))
            {
                sizes[axis] = Math.Max(size, sizes.GetValueOrDefault(axis, 1)); // axes under an ellipsis broadcast
            }
        }

        return sizes.Values.ToArray().Product();
    }

    /// <summary>A number for each axis of each operand and of the result; null where the result is not stated.</summary>
    internal static (int[][] Operands, int[] Output)? Labels(Node node, int[] ranks)
    {
        if (Equation(node).Split("->") is not [var left, var right] || left.Split(',') is var operands && operands.Length != ranks.Length)
        {
            return null;
        }

        int[][] labels = [.. left.Split(',').Zip(ranks, (operand, rank) => Labels(operand, rank).ToArray())];
        var hidden = labels.SelectMany(operand => operand).Where(label => label < 0).DefaultIfEmpty().Min();
        return (labels, [.. Labels(right, right.Replace(Ellipsis, string.Empty, StringComparison.Ordinal).Length - hidden)]);
    }

    private static string Equation(Node node)
    {
        var equation = node.String("equation", string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        return equation.Length > 0 ? equation : throw GraphException.At(node, "attribute 'equation' is missing.");
    }

    // A letter stands for itself; the axes under an ellipsis are -1 for the last one, -2 for the one before it ...
    private static IEnumerable<int> Labels(string operand, int rank)
    {
        var ellipsis = operand.IndexOf(Ellipsis, StringComparison.Ordinal);
        if (ellipsis < 0)
        {
            return operand.Select(letter => (int)letter);
        }

        var hidden = rank - (operand.Length - Ellipsis.Length);
        var before = operand[..ellipsis].Select(letter => (int)letter);
        return before.Concat(Enumerable.Range(-hidden, hidden)).Concat(operand[(ellipsis + Ellipsis.Length)..].Select(letter => (int)letter));
    }
}
