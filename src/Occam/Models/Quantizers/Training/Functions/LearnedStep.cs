using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Functions;

/// <summary>
/// Fake quantization whose step size is trained (Esser et al., "Learned Step Size Quantization", ICLR 2020, equations 1 to 4), and whose offset is where there is one
/// (Bhalgat et al., "LSQ+", 2020, equations 4 to 6). With v = x / s and z the zero point: dy/ds = round(v) - v inside the range; where x is clamped, the bound n or p less z,
/// or with an offset b = -s z the bound itself and dy/db = 1.
/// </summary>
internal sealed class LearnedStep : autograd.SingleTensorFunction<LearnedStep>
{
    private const string Facts = "facts";
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => nameof(LearnedStep);

    /// <summary>Quantizes.</summary>
    /// <param name="x">Any shape, float32.</param>
    /// <param name="step">The step sizes s, in a shape that broadcasts against x, over 0.</param>
    /// <param name="zeroPoint">Zero points of that shape: whole numbers as float32.</param>
    /// <param name="offset">What the gradient of the offset goes to, of that shape; null where the zero point is fixed.</param>
    /// <param name="range">The integers.</param>
    /// <param name="gradientScale">What the gradient of the step (and the offset) is multiplied by: the paper's g.</param>
    public static Tensor Quantize(Tensor x, Tensor step, Tensor zeroPoint, Tensor? offset, IntegerRange range, double gradientScale) =>
        offset is null
            ? apply(x, step, zeroPoint, new Settings(range, (float)gradientScale, IsOffsetTrained: false))
            : apply(x, step, zeroPoint, new Settings(range, (float)gradientScale, IsOffsetTrained: true), offset);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, step, zeroPoint, settings) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Settings)vars[3]);
        ctx.save_for_backward([x, step, zeroPoint]);
        ctx.save_data(Facts, settings);
        return StraightThrough.Values(x, step, zeroPoint, settings.Range);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var (saved, settings) = (ctx.get_saved_variables(), (Settings)ctx.get_data(Facts));
        var (x, step, zeroPoint) = (saved[0], saved[1], saved[2]);
        var v = x.div(step);
        var position = v.add(zeroPoint, One);
        var inside = position.clamp(settings.Range.Low, settings.Range.High).eq_(position);
        var passed = inside.mul(grad_output);

        // Inside round(v) - v; outside the bound, less the zero point where that is fixed.
        var integers = v.round().add_(zeroPoint, One).clamp_(settings.Range.Low, settings.Range.High);
        var slope = integers.sub_(settings.IsOffsetTrained ? zeroPoint.mul(inside) : zeroPoint).sub_(v.mul_(inside));
        var (gradient, shape) = (SumTo(slope.mul_(grad_output), step.shape).mul_(settings.GradientScale), step.shape);
        if (!settings.IsOffsetTrained)
        {
            return [passed.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope(), null!, null!];
        }

        var outside = SumTo(grad_output.sub(passed), shape).mul_(settings.GradientScale);
        return [passed.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope(), null!, null!, outside.MoveToOuterDisposeScope()];
    }

    private static Tensor SumTo(Tensor tensor, long[] shape)
    {
        if (shape.Length == 0)
        {
            return tensor.sum();
        }

        var axes = Enumerable.Range(0, shape.Length).Where(axis => shape[axis] == 1).Select(axis => (long)axis).ToArray();
        return axes.Length == 0 ? tensor : tensor.sum(axes, keepdim: true);
    }

    private sealed record Settings(IntegerRange Range, Scalar GradientScale, bool IsOffsetTrained);
}
