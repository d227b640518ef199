using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// The mixture of several candidates of one shape, y = sum_k w_k x_k with w = softmax((a + g) / t), a being a row of a table of architecture parameters (Liu et al. 2019, "DARTS",
/// equation 2; with noise g and temperature t the Gumbel softmax of Jang et al. 2017). Occam's own operator: a file with it can be read by Occam alone.
/// </summary>
/// <remarks>
/// Inputs: 0 the table a [rows, candidates], trained; 1 the noise g of the same shape, 2 the temperature t, a number over 0, both optional (no noise, 1); from 3 on the candidates,
/// an absent one being the operation that gives nothing (its weight still takes from the others). At least one is present. Attributes: <c>row</c> (default 0),
/// <c>candidates</c> (a name for each). Selected as a path (<see cref="Execution.GraphModule.Select"/>), it gives one candidate as it is.
/// </remarks>
public sealed class WeightedChoice : Operator
{
    /// <summary>The position of the first candidate among the inputs.</summary>
    public const int FirstCandidate = 3;

    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "WeightedChoice";

    /// <inheritdoc/>
    public override string Domain => Choice.OwnDomain;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var row = node.Int("row", 0);
        if (!node.Inputs.Skip(FirstCandidate).Any(input => input is not null))
        {
            throw GraphException.At(node, "has no candidate: inputs from 3 on are wanted.");
        }

        return (inputs, _) =>
        {
            if (inputs[0] is null)
            {
                return [Array.Find(inputs, input => input is not null)!.alias()]; // on a path: the one candidate that was selected
            }

            var weights = Weights(node, row, inputs);
            Tensor? sum = null;
            for (var i = FirstCandidate; i < inputs.Length; i++)
            {
                if (inputs[i] is { } candidate)
                {
                    var weight = weights[i - FirstCandidate];
                    sum = sum is null ? candidate.mul(weight) : sum.addcmul(candidate, weight, One);
                }
            }

            return [sum!];
        };
    }

    // Numbers of no dimension.
    private static Tensor[] Weights(Node node, long row, Tensor?[] inputs)
    {
        var table = inputs[0]!;
        if (table.shape is not [var rows, var columns] || row < 0 || row >= rows || columns != inputs.Length - FirstCandidate)
        {
            throw GraphException.At(node, $"wants row {row} of a table [rows, {inputs.Length - FirstCandidate}], but the table is [{string.Join(", ", table.shape)}].");
        }

        var logits = table.select(0, row);
        logits = inputs[1] is { } noise ? logits.add(noise.select(0, row), One) : logits;
        logits = inputs[2] is { } temperature ? logits.div(temperature) : logits;
        return logits.softmax(0).unbind(0);
    }
}
