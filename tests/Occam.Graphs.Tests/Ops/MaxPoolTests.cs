using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class MaxPoolTests
{
    [Theory]
    [InlineData(2, 2, 1, 0, 0, 0)]
    [InlineData(3, 2, 1, 1, 1, 0)]
    [InlineData(3, 2, 1, 0, 0, 1)]
    [InlineData(3, 2, 1, 0, 1, 0)]
    [InlineData(3, 3, 1, 2, 2, 1)]
    [InlineData(2, 1, 3, 1, 0, 0)]
    [InlineData(2, 3, 2, 1, 1, 1)]
    public void MaxPool_takes_the_largest_of_each_window(int kernel, int stride, int dilation, int begin, int end, int ceil)
    {
        using var scope = NewDisposeScope();
        var plane = Plane(7, 8);
        var pads = new[] { begin, begin, end, end };
        var expected = WindowReference.Apply(plane, (kernel, kernel), (stride, stride), (dilation, dilation), pads, ceil != 0, static (inside, _) => inside.Max());

        var y = SingleNode.Run("MaxPool", [tensor(plane).reshape(1, 1, 7, 8)], NodeAttributes.Of(
            ("kernel_shape", new long[] { kernel, kernel }),
            ("strides", new long[] { stride, stride }),
            ("dilations", new long[] { dilation, dilation }),
            ("pads", Array.ConvertAll(pads, pad => (long)pad)),
            ("ceil_mode", ceil)))[0];

        TensorAssert.Close(tensor(expected).reshape(1, 1, expected.GetLength(0), expected.GetLength(1)), y, 0);
    }

    [Theory]
    [InlineData("SAME_UPPER", new[] { 2f, 4, 5 })]
    [InlineData("SAME_LOWER", new[] { 1f, 3, 5 })]
    [InlineData("VALID", new[] { 2f, 4 })]
    public void MaxPool_pads_by_itself(string autoPad, float[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3, 4, 5 }).reshape(1, 1, 5);

        var y = SingleNode.Run("MaxPool", [x], NodeAttributes.Of(("kernel_shape", new long[] { 2 }), ("strides", new long[] { 2 }), ("auto_pad", autoPad)))[0];

        TensorAssert.Close(tensor(expected).reshape(1, 1, expected.Length), y, 0);
    }

    [Fact]
    public void MaxPool_of_bytes_pads_with_their_least_value()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new sbyte[] { -3, -5 }).reshape(1, 1, 1, 2);

        var y = SingleNode.Run("MaxPool", [x], NodeAttributes.Of(("kernel_shape", new long[] { 1, 2 }), ("pads", new long[] { 0, 0, 0, 1 })))[0];

        TensorAssert.Close(tensor(new sbyte[] { -3, -5 }).reshape(1, 1, 1, 2), y, 0);
    }

    [Theory]
    [InlineData(0, new long[] { 4, 5, 7, 8, 13, 14, 16, 17 })]
    [InlineData(1, new long[] { 4, 7, 5, 8, 13, 16, 14, 17 })]
    public void MaxPool_indices_count_in_the_whole_input(int storageOrder, long[] expected)
    {
        using var scope = NewDisposeScope();
        var x = arange(18, ScalarType.Float32).reshape(1, 2, 3, 3); // the last of each window is the largest

        var y = SingleNode.Run("MaxPool", [x], NodeAttributes.Of(("kernel_shape", new long[] { 2, 2 }), ("storage_order", storageOrder)), outputs: 2);

        Assert.Equal(expected, y[1].data<long>().ToArray());
    }

    [Fact]
    public void MaxPool_indices_do_not_count_uneven_padding()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3f, 1, 2 }).reshape(1, 1, 3);

        var y = SingleNode.Run("MaxPool", [x], NodeAttributes.Of(("kernel_shape", new long[] { 2 }), ("pads", new long[] { 1, 0 })), outputs: 2);

        Assert.Equal([0, 0, 2], y[1].data<long>().ToArray());
    }

    private static float[,] Plane(int rows, int columns)
    {
        var random = new Random(1);
        var plane = new float[rows, columns];
        for (var i = 0; i < plane.Length; i++)
        {
            plane[i / columns, i % columns] = (float)(random.NextDouble() - 2);
        }

        return plane;
    }
}
