using Occam.Graphs;
using Occam.Graphs.Building;
using static TorchSharp.torch;

namespace Occam.Models.Distillers.Connectors;

/// <summary>
/// The margin Relu of a teacher's map [N, C, H, W] before its Relu: max(x, m), m a channel's mean negative value as its BatchNorm tells (mean b = shift, deviation s = |scale|):
/// m = b - s phi(b / s) / Phi(-b / s), and -3 s where almost nothing is negative (Phi(-b / s) at most 0.001). Comes first behind a value that a BatchNorm computes.
/// </summary>
/// <remarks>Heo et al., "A comprehensive overhaul of feature distillation", ICCV 2019, equation 2 and its supplement.</remarks>
public sealed class OfdMargin : Connector
{
    private const double Rare = 1e-3;

    /// <summary>Makes the connector.</summary>
    /// <exception cref="ArgumentException">It is not given maps that a BatchNorm computes.</exception>
    public OfdMargin(ConnectorContext context)
        : base(Build(context), context.Device)
    {
    }

    /// <summary>The mean of a normal distribution's negative values, or -3 deviations where they are rare.</summary>
    internal static double Margin(double mean, double deviation)
    {
        var z = mean / deviation;
        var below = Phi(-z);
        return below > Rare ? mean - (deviation * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / below) : -3 * deviation;
    }

    private static Graph Build(ConnectorContext context)
    {
        context.RequireMap();
        if (context.Source?.Producer is not { OpType: "BatchNormalization" } norm)
        {
            throw new ArgumentException($"the margin follows from a BatchNorm's scale and shift, but '{context.Source?.Name ?? "what it is given"}' is not computed by one; record a BatchNorm's output.", nameof(context));
        }

        using var builder = new GraphBuilder("connector", context.Seed);
        using var scope = NewDisposeScope();
        var (scales, shifts) = (Numbers(norm.Input(1)), Numbers(norm.Input(2)));
        float[] margins = [.. scales.Zip(shifts, (scale, shift) => (float)Margin(shift, Math.Max(1e-12, Math.Abs(scale))))];
        var x = builder.Input("in", [.. context.Shape.Skip(1)]);
        return builder.Build(("out", builder.Apply("Max", "margin", [x, builder.Constant("margins", tensor(margins).reshape(1, -1, 1, 1))])));
    }

    private static float[] Numbers(Value value) => [.. value.Constant!.Tensor.detach().cpu().to(ScalarType.Float32).data<float>()];

    private static double Phi(double x)
    {
        using var scope = NewDisposeScope();
        return (1 + (special.erf(tensor(x / Math.Sqrt(2), ScalarType.Float64)).item<double>())) / 2;
    }
}
