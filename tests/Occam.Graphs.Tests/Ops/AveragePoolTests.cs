using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class AveragePoolTests
{
    [Theory]
    [InlineData(2, 2, 1, 0, 0, 0, 0)]
    [InlineData(3, 2, 1, 1, 1, 0, 0)]
    [InlineData(3, 2, 1, 1, 1, 0, 1)]
    [InlineData(3, 2, 1, 1, 1, 1, 1)]
    [InlineData(3, 2, 1, 0, 0, 1, 0)]
    [InlineData(3, 2, 1, 0, 1, 0, 0)]
    [InlineData(3, 2, 1, 0, 1, 1, 1)]
    [InlineData(3, 3, 1, 2, 2, 1, 0)]
    [InlineData(2, 1, 3, 1, 0, 0, 1)]
    [InlineData(2, 3, 2, 1, 1, 1, 0)]
    public void AveragePool_divides_by_what_counts(int kernel, int stride, int dilation, int begin, int end, int ceil, int includePad)
    {
        using var scope = NewDisposeScope();
        var random = new Random(2);
        var values = Enumerable.Range(0, 7 * 8).Select(_ => (float)random.NextDouble()).ToArray();
        var plane = new float[7, 8];
        Buffer.BlockCopy(values, 0, plane, 0, values.Length * sizeof(float));
        var pads = new[] { begin, begin, end, end };
        var expected = WindowReference.Apply(
            plane, (kernel, kernel), (stride, stride), (dilation, dilation), pads, ceil != 0, (inside, padded) => inside.Sum() / (includePad != 0 ? padded : inside.Count));

        var y = SingleNode.Run("AveragePool", [tensor(values).reshape(1, 1, 7, 8)], NodeAttributes.Of(
            ("kernel_shape", new long[] { kernel, kernel }),
            ("strides", new long[] { stride, stride }),
            ("dilations", new long[] { dilation, dilation }),
            ("pads", Array.ConvertAll(pads, pad => (long)pad)),
            ("ceil_mode", ceil),
            ("count_include_pad", includePad)), opset: 19)[0];

        TensorAssert.Close(tensor(expected).reshape(1, 1, expected.GetLength(0), expected.GetLength(1)), y, 1e-6);
    }

    [Fact]
    public void AveragePool_with_uneven_pads_lets_gradients_through()
    {
        using var scope = NewDisposeScope();
        var x = ones([1, 1, 3], requires_grad: true);

        SingleNode.Run("AveragePool", [x], NodeAttributes.Of(("kernel_shape", new long[] { 2 }), ("pads", new long[] { 0, 1 })))[0].sum().backward();

        TensorAssert.Close(tensor(new[] { 0.5f, 1f, 1.5f }).reshape(1, 1, 3), x.grad!, 1e-6);
    }

    [Fact]
    public void AveragePool_of_a_window_larger_than_the_input_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("AveragePool", [zeros(1, 1, 2)], NodeAttributes.Of(("kernel_shape", new long[] { 3 }))));
    }
}
