using Occam.Models.Quantizers.Observers;
using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers;

/// <summary>How a network is quantized after training.</summary>
public sealed record StaticQuantizerOptions
{
    /// <summary>What the runtime computes in integers. Default ONNX Runtime on the CPU.</summary>
    public IntegerBackend Backend { get; init; } = IntegerBackend.OnnxRuntimeCpu;

    /// <summary>How the ranges of activations are found. Default from the lowest to the highest number.</summary>
    public RangeMethod Ranges { get; init; } = RangeMethod.MinMax;

    /// <summary>What <see cref="RangeMethod.Percentile"/> covers at each end, in percent. Default 99.99.</summary>
    public double Percentile { get; init; } = 99.99;

    /// <summary>Which depthwise convolutions become integer. Default those between integer nodes, which is fastest (<c>results/int8-latency.csv</c>).</summary>
    public DepthwisePrecision Depthwise { get; init; } = DepthwisePrecision.AsNeighbours;

    /// <summary>Whether weights get 7 bits, so that processors without 8-bit dot products do not saturate. Default false.</summary>
    public bool ReduceRange { get; init; }

    /// <summary>Names of nodes, or of operators, that stay float. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>An observer as these options describe it.</summary>
    internal Observer CreateObserver() => Ranges switch
    {
        RangeMethod.Percentile => new PercentileObserver(Percentile),
        RangeMethod.MeanSquaredError => new MeanSquaredErrorObserver(Backend.Activations),
        _ => new MinMaxObserver(),
    };
}
