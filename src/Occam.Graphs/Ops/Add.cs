using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>a + b with NumPy broadcasting.</summary>
public sealed class Add : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "Add";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Elementwise;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0, 1];

    /// <inheritdoc/>
    internal override bool ReadsOutputInBackward => false;

    /// <inheritdoc/>
    internal override InPlaceKernel? InPlace => static (inputs, target) =>
    {
        var (sum, other) = (inputs[target]!, inputs[1 - target]!);
        if (sum.dtype != other.dtype || !sum.shape.AsSpan().SequenceEqual(other.shape))
        {
            return false;
        }

        sum.add_(other, One);
        return true;
    };

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.add(b, One));
}
