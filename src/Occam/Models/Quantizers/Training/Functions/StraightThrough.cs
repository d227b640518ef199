using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Functions;

/// <summary>
/// Fake quantization, y = s (clamp(round(x / s) + z, n, p) - z), computed as QuantizeLinear and DequantizeLinear compute it. The gradient passes where x / s + z lies in
/// [n, p] and is 0 where it is clamped (Bengio et al. 2013; Jacob et al. 2018).
/// </summary>
internal sealed class StraightThrough : autograd.SingleTensorFunction<StraightThrough>
{
    private const string Range = "range";
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => nameof(StraightThrough);

    /// <summary>Quantizes.</summary>
    /// <param name="x">Any shape, float32.</param>
    /// <param name="scale">Scales that broadcast against x, over 0.</param>
    /// <param name="zeroPoint">Zero points of the scale's shape: whole numbers as float32.</param>
    /// <param name="range">The integers.</param>
    public static Tensor Quantize(Tensor x, Tensor scale, Tensor zeroPoint, IntegerRange range) => apply(x, scale, zeroPoint, range);

    /// <summary>The numbers that quantization gives, without a gradient of its own.</summary>
    public static Tensor Values(Tensor x, Tensor scale, Tensor zeroPoint, IntegerRange range) =>
        x.div(scale).round_().add_(zeroPoint, One).clamp_(range.Low, range.High).sub_(zeroPoint).mul_(scale);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, scale, zeroPoint) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        ctx.save_for_backward([x, scale, zeroPoint]);
        ctx.save_data(Range, vars[3]);
        return Values(x, scale, zeroPoint, (IntegerRange)vars[3]);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var (saved, range) = (ctx.get_saved_variables(), (IntegerRange)ctx.get_data(Range));
        var position = saved[0].div(saved[1]).add_(saved[2], One);
        var inside = position.clamp(range.Low, range.High).eq_(position);
        return [inside.mul_(grad_output).MoveToOuterDisposeScope(), null!, null!, null!];
    }
}
