using Occam.Graphs.Execution;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>
/// What the loss loses, to second order, without the weights that make or read a channel: half the sum of weight² times the diagonal of the Hessian, which is taken
/// as the mean squared gradient of single examples (the empirical Fisher information). In inference mode; labels as <see cref="GateImportance"/>.
/// </summary>
/// <remarks>Y. LeCun et al., "Optimal Brain Damage" (1990), eq. 5; over everything tied as DepGraph's GroupHessian.</remarks>
/// <param name="examples">The most examples that are differentiated one by one, at least 1. Default 64.</param>
public sealed class HessianImportance(int examples = 64) : IImportance
{
    private static readonly Scalar One = 1;
    private const double Half = 0.5;

    /// <inheritdoc/>
    public string Name => "hessian";

    /// <inheritdoc/>
    public EvidenceKind Evidence => EvidenceKind.Gradients;

    /// <inheritdoc/>
    /// <remarks>As DepGraph's: without it, units with many weights are spared as a whole.</remarks>
    public ScoreNormalisation Normalisation => ScoreNormalisation.Mean;

    /// <inheritdoc/>
    public IReadOnlyList<UnitScores> Score(ScoringContext context)
    {
        using var scope = NewDisposeScope();
        using var graph = context.Analysis.Graph.Clone();
        using var module = new GraphModule(graph);
        var squares = module.named_parameters().ToDictionary(pair => pair.name, pair => zeros_like(pair.parameter), StringComparer.Ordinal);
        var count = Accumulate(module, squares, context.Data!);
        using var guard = no_grad();
        return [.. context.Analysis.Units.Select(unit =>
        {
            var total = new double[unit.Channels.Count];
            foreach (var cut in WeightImportance.Weights(unit).Where(cut => squares.ContainsKey(cut.Value.Name)))
            {
                var curvature = cut.Value.Constant!.Tensor.detach().square().mul(squares[cut.Value.Name]).transpose(0, cut.Axis);
                var along = curvature.reshape(curvature.size(0), -1).sum(1).to(ScalarType.Float64).data<double>().ToArray();
                foreach (var (channel, sum) in ChannelValues.Sums(unit, cut, along).Index())
                {
                    total[channel] += Half * sum / count;
                }
            }

            return new UnitScores([total]);
        })];
    }

    private int Accumulate(GraphModule module, Dictionary<string, Tensor> squares, CriterionData data)
    {
        var done = 0;
        module.eval();
        using var scope = NewDisposeScope();
        foreach (var batch in data.Loader.Read().Take(data.Batches))
        {
            for (var i = 0; i < batch.Count && done < examples; i++, done++)
            {
                using var inner = NewDisposeScope();
                data.Loss(module.call(batch.Images.narrow(0, i, 1)), batch.Labels?.narrow(0, i, 1)).sum().backward();
                using var guard = no_grad();
                foreach (var (name, parameter) in module.named_parameters())
                {
                    if (parameter.grad is { } gradient)
                    {
                        squares[name].add_(gradient.square(), One);
                        parameter.grad = null;
                    }
                }
            }

            if (done >= examples)
            {
                break;
            }
        }

        return Math.Max(1, done);
    }
}
