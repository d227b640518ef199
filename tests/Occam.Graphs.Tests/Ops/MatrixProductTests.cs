using Occam.Graphs.Native;
using Occam.Graphs.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class MatrixProductTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // Each of these ends the process where it reaches LibTorch's matmul unchecked.
    [Theory]
    [InlineData(new long[] { 2, 4 }, new long[] { 5, 3 })]
    [InlineData(new long[] { 2, 4 }, new long[] { 5 })]
    [InlineData(new long[] { 2, 3, 4 }, new long[] { 3, 4, 5 })]
    [InlineData(new long[] { }, new long[] { 4 })]
    [InlineData(new long[] { 100_000, 1 }, new long[] { 1, 100_000 })]
    public void Operands_that_do_not_fit_are_refused(long[] left, long[] right) =>
        Assert.Throws<InvalidOperationException>(() => MatrixProduct.Of(zeros(left), zeros(right)));

    [Fact]
    public void Operands_of_two_types_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => MatrixProduct.Of(zeros(2, 2), zeros(2, 2).to(ScalarType.Float64)));

    [Fact]
    public void Float32_and_bfloat16_go_together_in_autocast_alone()
    {
        var (left, right) = (full(2, 3, 1.5), full(3, 2, 0.5).to(ScalarType.BFloat16));
        Assert.Throws<InvalidOperationException>(() => MatrixProduct.Of(left, right));

        if (Autocast.IsAvailable)
        {
            using (new Autocast())
            {
                var product = MatrixProduct.Of(left, right);
                Assert.Equal(ScalarType.BFloat16, product.dtype);
                Assert.Equal(2.25f, product.to(ScalarType.Float32).max().item<float>());
                Assert.Throws<InvalidOperationException>(() => MatrixProduct.Of(left, right.to(ScalarType.Float64)));
            }
        }

        Assert.False(Autocast.IsOn);
    }

    [Theory]
    [InlineData(new long[] { 4 }, new long[] { 4 }, new long[] { })]
    [InlineData(new long[] { 4 }, new long[] { 4, 3 }, new long[] { 3 })]
    [InlineData(new long[] { 2, 4 }, new long[] { 4 }, new long[] { 2 })]
    [InlineData(new long[] { 5, 1, 2, 4 }, new long[] { 3, 4, 6 }, new long[] { 5, 3, 2, 6 })]
    public void Operands_that_fit_broadcast_as_in_NumPy(long[] left, long[] right, long[] expected) =>
        Assert.Equal(expected, MatrixProduct.Of(ones(left), ones(right)).shape);
}
