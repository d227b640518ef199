using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>Fake quantization of the constant operand of an integer Add or Mul: one scale and zero point that cover it, as export chooses them.</summary>
internal sealed class FakeQuantizeOperand : FakeQuantizer
{
    /// <inheritdoc/>
    public override string Name => nameof(FakeQuantizeOperand);

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var range = RangeOf(node);
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            Tensor scale;
            Tensor zeroPoint;
            using (no_grad())
            {
                var (low, high) = aminmax(x.detach());
                var parameters = QuantizationParameters.Covering(low.item<float>(), high.item<float>(), QuantizationScheme.Activations);
                (scale, zeroPoint) = (tensor(parameters.Scale, device: x.device), tensor((float)parameters.ZeroPoint, device: x.device));
            }

            return [StraightThrough.Quantize(x, scale, zeroPoint, range)];
        };
    }
}
