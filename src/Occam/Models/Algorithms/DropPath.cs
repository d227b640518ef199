using System.IO.Enumeration;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// While training, leaves whole summands of sums out, for each image by a draw of its own, and divides those that stay by their probability (Larsson et al. 2017, "FractalNet";
/// Liu et al. 2019, section 3.2). Of a sum <c>NAME</c> the summands that begin with <c>NAME.</c> are meant: operations of its own, not states that are handed on as they are. The
/// network that is written has nothing of it.
/// </summary>
public sealed class DropPath : TrainingComponent
{
    private const string RatioName = "drop_path.ratio";
    private const string OnesName = "drop_path.ones";
    private const string Suffix = ".drop_path";
    private readonly DropPathOptions _options;
    private Value? _ratio;

    /// <summary>Prepares the component.</summary>
    /// <param name="options">Probability and sums; default <see cref="DropPathOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public DropPath(DropPathOptions? options = null)
    {
        _options = options ?? new();
        if (_options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
    }

    /// <inheritdoc/>
    public override string Name => "drop_path";

    /// <inheritdoc/>
    /// <exception cref="GraphException">The network has no such sum.</exception>
    public override GraphReplacement? Prepare(Graph graph)
    {
        var sums = graph.Nodes.Where(node => node.OpType is "Sum" or "Add" && FileSystemName.MatchesSimpleExpression(_options.Sums, node.Name, ignoreCase: false)).Select(node => node.Name).ToArray();
        if (sums.Length == 0)
        {
            throw new GraphException($"The component '{Name}' wants sums named {_options.Sums}, but '{graph.Name}' has none.");
        }

        var copy = graph.Clone();
        var ones = AddOnes(copy);
        using var scope = NewDisposeScope();
        var ratio = copy.AddConstant(RatioName, new(tensor(0f)));
        foreach (var sum in sums.Select(name => copy.Nodes.Single(node => node.Name == name)))
        {
            for (var i = 0; i < sum.Inputs.Count; i++)
            {
                if (sum.Inputs[i] is { } summand && summand.Name.StartsWith(sum.Name + ".", StringComparison.Ordinal))
                {
                    var mask = copy.AddNode("Dropout", [ones, ratio], [$"{summand.Name}{Suffix}.mask"], before: sum).Outputs[0]!;
                    copy.SetInput(sum, i, copy.AddNode("Mul", [summand, mask], [$"{summand.Name}{Suffix}"], name: $"{summand.Name}{Suffix}", before: sum).Outputs[0]);
                }
            }
        }

        GraphVerifier.Verify(copy);
        return new(copy);
    }

    /// <inheritdoc/>
    public override void Attach(GraphModule module) => _ratio = module.Graph.Find(RatioName);

    /// <inheritdoc/>
    public override void BeforeStep(StepContext context)
    {
        using var guard = no_grad();
        using Scalar ratio = _options.Probability * context.Progress;
        _ratio?.Constant!.Tensor.fill_(ratio);
    }

    /// <inheritdoc/>
    public override Graph Export(Graph graph)
    {
        var result = graph.Clone();
        foreach (var node in result.Nodes.Where(node => node.OpType == "Mul" && node.Name.EndsWith(Suffix, StringComparison.Ordinal)).ToArray())
        {
            result.ReplaceUses(node.Outputs[0]!, node.Input(0));
        }

        result.RemoveUnused();
        return result;
    }

    // A one for each image, [N, 1, 1, 1].
    private static Value AddOnes(Graph graph)
    {
        using var scope = NewDisposeScope();
        var first = graph.Nodes[0];
        var count = graph.AddNode("Shape", [graph.Inputs[0]], [$"{OnesName}.count"], [new("start", new IntAttribute(0)), new("end", new IntAttribute(1))], before: first).Outputs[0]!;
        var others = graph.AddConstant($"{OnesName}.others", new(from_array(new long[] { 1, 1, 1 })));
        var shape = graph.AddNode("Concat", [count, others], [$"{OnesName}.shape"], [new("axis", new IntAttribute(0))], before: first).Outputs[0]!;
        return graph.AddNode("ConstantOfShape", [shape], [OnesName], [new("value", new TensorAttribute(new Constant(tensor(new[] { 1f }))))], before: first).Outputs[0]!;
    }
}
