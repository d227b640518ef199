using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Functions;

/// <summary>
/// Clipping at a trained bound and fake quantization (Choi et al., "PACT: Parameterized Clipping Activation for Quantized Neural Networks", 2018, equations 1 to 3):
/// y = s clamp(round(x / s), 0, p) with s = a / p. The gradient passes for 0 &lt;= x &lt; a; dy/da is 1 for x >= a, else 0.
/// </summary>
internal sealed class TrainedClip : autograd.SingleTensorFunction<TrainedClip>
{
    private const string Range = "range";
    private static readonly Scalar Zero = 0;

    /// <inheritdoc/>
    public override string Name => nameof(TrainedClip);

    /// <summary>Quantizes.</summary>
    /// <param name="x">Any shape, float32.</param>
    /// <param name="bound">a, of no axes, over 0.</param>
    /// <param name="step">a / p, of no axes, as it is exported; its gradient does not count.</param>
    /// <param name="range">The integers, from 0.</param>
    public static Tensor Quantize(Tensor x, Tensor bound, Tensor step, IntegerRange range) => apply(x, bound, step, range);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, bound, step, range) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (IntegerRange)vars[3]);
        ctx.save_for_backward([x, bound]);
        ctx.save_data(Range, range);
        return x.div(step).round_().clamp_(range.Low, range.High).mul_(step);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var (x, bound) = (saved[0], saved[1]);
        var above = x.ge(bound).to(x.dtype);
        var inside = x.ge(Zero).to(x.dtype).sub_(above);
        return [inside.mul_(grad_output).MoveToOuterDisposeScope(), above.mul_(grad_output).sum().MoveToOuterDisposeScope(), null!, null!];
    }
}
