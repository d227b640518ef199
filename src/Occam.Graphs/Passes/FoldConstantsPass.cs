using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>
/// Computes the nodes whose inputs are all constants with their own kernels and keeps the results as constants. Left alone are
/// results of more than <see cref="MaximumElements"/> elements that are larger than what they are made from, operators that Occam
/// does not know, and DequantizeLinear, whose integers are meant to stay integers in the file.
/// </summary>
public sealed class FoldConstantsPass : GraphPass
{
    /// <summary>The number of elements up to which a result may be larger than its inputs. Default 65 536.</summary>
    public long MaximumElements { get; init; } = 65_536;

    /// <inheritdoc/>
    public override int Apply(Graph graph)
    {
        var folded = 0;
        foreach (var node in graph.Nodes.Where(node => node.Inputs.Count > 0).ToArray())
        {
            if (IsFoldable(node) && Fold(node))
            {
                folded++;
            }
        }

        if (folded > 0)
        {
            graph.RemoveUnused();
        }

        return folded;
    }

    private static bool IsFoldable(Node node) =>
        node is { Operator: not null, Captures.Count: 0, OpType: not "DequantizeLinear" }
        && node.Inputs.All(value => value is null || value.Constant is { HasTensor: true })
        && node.Inputs.Any(value => value is not null)
        && !node.Attributes.Values.Any(attribute => attribute is GraphAttribute)
        && !node.Outputs.OfType<Value>().Any(node.Graph.IsOutput);

    private bool Fold(Node node)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var arguments = node.Inputs.Select(value => value?.Constant!.Tensor).ToArray();
        var given = node.Inputs.OfType<Value>().Sum(value => value.Constant!.Count);
        if (Announced(node, arguments) > Math.Max(MaximumElements, given))
        {
            return false;
        }

        var results = Invocation.Compute(node, Step.Bind(node), arguments, RunContext.Inference);
        var outputs = node.Outputs.Zip(results).Where(pair => pair.First is { Uses.Count: > 0 }).ToArray();
        if (outputs.Sum(pair => pair.Second.numel()) > Math.Max(MaximumElements, given))
        {
            return false;
        }

        foreach (var (output, result) in outputs)
        {
            // A result may be a view of another constant: it has to own its memory.
            var constant = node.Graph.AddConstant(node.Graph.UnusedName($"{output!.Name}.folded"), new Constant(result.detach().contiguous().clone()));
            node.Graph.ReplaceUses(output, constant);
        }

        return true;
    }

    // The size of a result that a constant states, so that a huge one is not computed only to be thrown away.
    private static double Announced(Node node, Tensor?[] arguments) => node.OpType switch
    {
        "ConstantOfShape" => Product(arguments[0]!),
        "Expand" when arguments.Length > 1 => Product(arguments[1]!),
        "Tile" when arguments.Length > 1 => Product(arguments[1]!) * arguments[0]!.numel(),
        "Range" when arguments.Length > 2 => Count([.. arguments.SelectMany(x => x!.ToDoubles())]),
        _ => 0,
    };

    private static double Product(Tensor sizes) => sizes.ToLongs().Aggregate(1.0, (product, size) => product * Math.Max(1, Math.Abs((double)size)));

    private static double Count(double[] range) => range is [var start, var limit, var step] && step != 0 ? Math.Abs((limit - start) / step) : 0;
}
