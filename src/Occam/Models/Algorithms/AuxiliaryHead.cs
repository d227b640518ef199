using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>
/// Trains a further classifier in the middle of a network along with it, so that gradients reach the first layers (Szegedy et al. 2015, section 5; Liu et al. 2019, section 3.2),
/// by its cross-entropy times a weight. It is not in the network that is written.
/// </summary>
public sealed class AuxiliaryHead : TrainingComponent
{
    private readonly AuxiliaryHeadOptions _options;
    private readonly CrossEntropyLoss _loss;
    private int _place;

    /// <summary>Prepares the component.</summary>
    /// <param name="options">Output and weight; default <see cref="AuxiliaryHeadOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public AuxiliaryHead(AuxiliaryHeadOptions? options = null)
    {
        _options = options ?? new();
        if (_options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _loss = new(new() { Weight = _options.Weight });
    }

    /// <inheritdoc/>
    public override string Name => "auxiliary_head";

    /// <inheritdoc/>
    /// <exception cref="GraphException">The network has no such further output.</exception>
    public override void Attach(GraphModule module)
    {
        var names = module.Graph.Outputs.Select(value => value.Name).ToArray();
        _place = Array.IndexOf(names, _options.Output);
        if (_place < 1)
        {
            throw new GraphException($"The component '{Name}' wants a second output '{_options.Output}', but '{module.Graph.Name}' has {string.Join(", ", names)}. darts_cells has one with auxiliary: true.");
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<NamedLoss> Losses(ForwardPass pass, StepContext context) =>
        _loss.Compute(pass with { Outputs = [pass.Outputs[_place]] }) is { } loss ? [new("auxiliary", loss)] : [];

    /// <inheritdoc/>
    public override Graph Export(Graph graph)
    {
        var result = graph.Clone();
        result.RemoveOutput(result.Outputs.Single(value => value.Name == _options.Output));
        result.RemoveUnused();
        return result;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _loss.Dispose();
        base.Dispose(disposing);
    }
}
