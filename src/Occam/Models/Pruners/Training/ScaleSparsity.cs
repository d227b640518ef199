using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Graphs;
using Occam.Graphs.Execution;
using TorchSharp;
using TorchSharp.Modules;

namespace Occam.Models.Pruners.Training;

/// <summary>
/// Adds weight * Σ |γ| over the BatchNorm scales of channels that can be pruned, so that scales of channels that matter little come near zero before they are pruned by the criterion bn_scale.
/// </summary>
/// <remarks>Z. Liu et al., "Learning Efficient Convolutional Networks through Network Slimming" (2017), eq. 1. The penalty ends before fine-tuning, which the paper does without it as well.</remarks>
public sealed class ScaleSparsity : TrainingComponent
{
    private static readonly Scalar One = 1;
    private readonly ScaleSparsityOptions _options;
    private readonly Scalar _weight;
    private Parameter[] _scales = [];

    /// <summary>Prepares the component.</summary>
    public ScaleSparsity(ScaleSparsityOptions options)
    {
        (_options, _weight) = (options, options.Weight);
    }

    /// <inheritdoc/>
    public override string Name => "scale_sparsity";

    /// <inheritdoc/>
    /// <exception cref="GraphException">The network has no BatchNorm behind a channel that can be pruned.</exception>
    public override void Attach(GraphModule module)
    {
        var analysis = Pruner.Analyse(module.Graph);
        using var analysed = analysis.Graph;
        var names = analysis.Units.SelectMany(unit => unit.Channels[0].Weights)
            .Where(cut => cut.Value.Uses.Any(use => use.Index == 1 && use.Node.OpType == "BatchNormalization"))
            .Select(cut => cut.Value.Name).ToHashSet(StringComparer.Ordinal);
        _scales = [.. module.named_parameters().Where(pair => names.Contains(pair.name)).Select(pair => pair.parameter)];
        if (_scales.Length == 0)
        {
            throw new GraphException($"The component '{Name}' makes BatchNorm's scales sparse, but '{module.Graph.Name}' has none behind a channel that can be pruned. Take group_lasso, which needs none.");
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<NamedLoss> Losses(ForwardPass pass, StepContext context)
    {
        if (context.Progress >= _options.End)
        {
            return [];
        }

        var sum = _scales[0].abs().sum();
        foreach (var scale in _scales.Skip(1))
        {
            sum = sum.add(scale.abs().sum(), One);
        }

        return [new(Name, sum.mul(_weight))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _weight.Dispose();
        }

        base.Dispose(disposing);
    }
}
