using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Normalises over the axes from <c>axis</c> (default the last) on, then scale * x + bias (Ba et al. 2016). Statistics of 16-bit
/// inputs are computed in 32 bits; outputs 1 and 2 are the mean and the reciprocal of the standard deviation.
/// </summary>
public sealed class LayerNormalization : Operator
{
    /// <inheritdoc/>
    public override string Name => "LayerNormalization";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Normalisation;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var stated = node.Int("axis", -1);
        var epsilon = (double)node.Float("epsilon", 1e-5f);
        Scalar epsilonScalar = epsilon;
        var wantsStatistics = node.Outputs.Skip(1).Any(output => output is not null);
        return (inputs, _) =>
        {
            var (x, scale, bias) = (inputs[0]!, inputs[1]!, inputs.ElementAtOrDefault(2));
            var shape = x.shape[AxisNumbers.Resolve(node, stated, x.dim())..];
            var whole = scale.shape.AsSpan().SequenceEqual(shape) && (bias is null || bias.shape.AsSpan().SequenceEqual(shape));
            return !wantsStatistics && whole
                ? [nn.functional.layer_norm(x, shape, scale, bias, epsilon)]
                : Compute(x, scale, bias, shape.Length, epsilonScalar);
        };
    }

    private static Tensor[] Compute(Tensor x, Tensor scale, Tensor? bias, int count, Scalar epsilon)
    {
        var wide = x.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? x.to(ScalarType.Float32) : x;
        var (normalised, mean, inverse) = Standardisation.Compute(wide, Standardisation.LastAxes(count), epsilon);
        var scaled = normalised.ConvertTo(x.dtype).mul(scale);
        return [bias is null ? scaled : Standardisation.Add(scaled, bias), mean, inverse];
    }
}
