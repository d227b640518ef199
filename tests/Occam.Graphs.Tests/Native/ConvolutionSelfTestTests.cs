using Occam.Graphs.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Native;

public sealed class ConvolutionSelfTestTests
{
    private static readonly Scalar Almost = 1.001;
    private static readonly Scalar NotANumber = float.NaN;

    public ConvolutionSelfTestTests() => LibTorch.EnsureReady();

    [Fact]
    public void Run_right_convolution_passes()
    {
        var result = new ConvolutionSelfTest(ConvolutionSelfTest.Convolve).Run();

        Assert.True(result.Passed);
        Assert.InRange(result.WorstError, 1e-12, 1e-5);
    }

    [Fact]
    public void Run_output_off_by_a_thousandth_fails() =>
        AssertFails(new((x, w, shape) => ConvolutionSelfTest.Convolve(x, w, shape).mul(Almost)), 5e-4);

    [Fact]
    public void Run_output_with_NaN_fails_with_infinite_error() =>
        AssertFails(
            new((x, w, shape) =>
            {
                var output = ConvolutionSelfTest.Convolve(x, w, shape);
                using var gradients = no_grad();
                output[0, 0, 0, 0].fill_(NotANumber);
                return output;
            }),
            double.PositiveInfinity);

    [Fact]
    public void Run_right_output_without_weight_gradient_fails() =>
        AssertFails(new((x, w, shape) => ConvolutionSelfTest.Convolve(x, Halved(w), shape)), 0.4);

    [Fact]
    public void Run_right_output_with_half_the_input_gradient_fails() =>
        AssertFails(new((x, w, shape) => ConvolutionSelfTest.Convolve(Halved(x), w, shape)), 0.4);

    [Fact]
    public void Run_last_channel_ignored_fails() =>
        AssertFails(
            new((x, w, shape) => shape.Groups > 1
                ? ConvolutionSelfTest.Convolve(x, w, shape)
                : ConvolutionSelfTest.Convolve(cat([x.narrow(1, 0, shape.Inputs - 1), zeros_like(x.narrow(1, 0, 1))], 1), w, shape)),
            0.01);

    [Fact]
    public void Run_draws_nothing_from_the_global_random_state()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var expected = randn(4);
        manual_seed(3);

        ConvolutionSelfTest.OfLibTorch.Run();

        Assert.Equal(expected.data<float>().ToArray(), randn(4).data<float>().ToArray());
    }

    [Fact]
    public void Run_leaves_no_tensor_alive()
    {
        ConvolutionSelfTest.OfLibTorch.Run();
        var before = Tensor.TotalCount;

        ConvolutionSelfTest.OfLibTorch.Run();

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Measure_convolution_equals_plain_loops()
    {
        // The reference of the self-test, float64, checked once against loops in C#.
        using var scope = NewDisposeScope();
        using var numbers = new Generator(2);
        var shape = new ConvolutionCase(2, 3, 4, 3, 6) { Stride = 2 };
        var (x, w) = (randn([2, 3, 6, 6], ScalarType.Float64, generator: numbers), randn([4, 3, 3, 3], ScalarType.Float64, generator: numbers));
        var output = ConvolutionSelfTest.Convolve(x, w, shape);

        Assert.Equal([2, 4, 3, 3], output.shape);
        foreach (var (n, o, row, column) in from n in Enumerable.Range(0, 2) from o in Enumerable.Range(0, 4) from r in Enumerable.Range(0, 3) from c in Enumerable.Range(0, 3) select (n, o, r, c))
        {
            var sum = 0.0;
            foreach (var (i, y, z) in from i in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) from z in Enumerable.Range(0, 3) select (i, y, z))
            {
                var (at, across) = ((2 * row) + y - 1, (2 * column) + z - 1);
                sum += at is < 0 or > 5 || across is < 0 or > 5 ? 0 : x[n, i, at, across].item<double>() * w[o, i, y, z].item<double>();
            }

            Assert.Equal(sum, output[n, o, row, column].item<double>(), 1e-12);
        }
    }

    // The value of the tensor with half its gradient.
    private static Tensor Halved(Tensor tensor)
    {
        using var half = (Scalar)0.5;
        return tensor.mul(half).add(tensor.mul(half).detach());
    }

    private static void AssertFails(ConvolutionSelfTest test, double atLeast)
    {
        var result = test.Run();

        Assert.False(result.Passed);
        Assert.True(result.WorstError >= atLeast, result.ToString());
    }
}
