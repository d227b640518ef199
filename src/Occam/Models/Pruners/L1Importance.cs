using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Models.Pruners;

/// <summary>
/// The mean absolute weight of a channel in every weighted operator that makes or reads it, each operator's part divided by its mean over
/// the unit, so that operators count alike whatever their scale.
/// </summary>
/// <remarks>
/// H. Li et al., "Pruning Filters for Efficient ConvNets" (2017) takes the L1 norm of the filters that make a channel. Summing over
/// everything that is tied follows G. Fang et al., "DepGraph" (2023), section 3.3.
/// </remarks>
public sealed class L1Importance : IImportance
{
    private const double Epsilon = 1e-12;

    /// <inheritdoc/>
    public double[] Score(PruningUnit unit)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var scores = new double[unit.Channels.Count];
        var parts = 0;
        foreach (var (value, axis) in unit.Channels[0].Weights.Where(cut => IsWeight(cut.Value)).Select(cut => (cut.Value, cut.Axis)))
        {
            var along = MeanAlong(value, axis);
            double[] part = [.. unit.Channels.Select(channel => Mean(channel, value, axis, along))];
            var mean = Math.Max(part.Average(), Epsilon);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] += part[i] / mean;
            }

            parts++;
        }

        return [.. scores.Select(score => score / Math.Max(1, parts))];
    }

    private static bool IsWeight(Value value) => value.Constant!.Dimensions.Count > 1
        && value.Uses.Any(use => use.Index == 1 && use.Node.Operator?.Quantization == QuantizationRole.Weighted);

    private static double[] MeanAlong(Value value, int axis)
    {
        var weight = value.Constant!.Tensor.detach().abs().transpose(0, axis);
        return weight.reshape(weight.size(0), -1).mean([1]).to(ScalarType.Float64).cpu().data<double>().ToArray();
    }

    private static double Mean(Channel channel, Value value, int axis, double[] along) =>
        channel.Cuts.First(cut => cut.Value == value && cut.Axis == axis).Positions.Average(position => along[position]);
}
