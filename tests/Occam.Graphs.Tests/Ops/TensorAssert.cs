using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>Compares tensors as the project does: relative to the largest magnitude that is expected.</summary>
internal static class TensorAssert
{
    /// <summary>Fails where shapes differ or max |actual - expected| / max |expected| is over the tolerance.</summary>
    public static void Close(Tensor expected, Tensor actual, double tolerance = 1e-5)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        if (expected.numel() == 0)
        {
            return;
        }

        var (e, a) = (expected.detach().to(ScalarType.Float64), actual.detach().to(ScalarType.Float64));
        var largest = Math.Max(e.abs().max().item<double>(), 1e-12);
        var difference = (a - e).abs().max().item<double>() / largest;
        Assert.True(difference <= tolerance, $"relative difference {difference:E2} is over {tolerance:E2}");
    }
}
