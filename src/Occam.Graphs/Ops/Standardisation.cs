using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Zero mean and unit variance over some axes, where PyTorch's own kernels do not fit.</summary>
internal static class Standardisation
{
    private static readonly Scalar One = 1;

    /// <summary>(x - mean) / sqrt(variance + epsilon), with the biased variance; the statistics keep the axes with size 1.</summary>
    public static (Tensor Normalised, Tensor Mean, Tensor InverseDeviation) Compute(Tensor x, long[] axes, Scalar epsilon)
    {
        var mean = x.mean(axes, true);
        var centred = x.sub(mean);
        var inverse = centred.square().mean(axes, true).add(epsilon, One).rsqrt();
        return (centred.mul(inverse), mean, inverse);
    }

    /// <summary>The last axes, counted from the end.</summary>
    public static long[] LastAxes(int count) => [.. Enumerable.Range(1, count).Select(i => -(long)i)];

    /// <summary>a + b.</summary>
    public static Tensor Add(Tensor a, Tensor b) => a.add(b, One);
}
