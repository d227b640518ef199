using Occam.Graphs.Attributes;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ConvTransposeTests
{
    [Theory]
    [InlineData(1, 1, 0, 0, 0, 1)]
    [InlineData(2, 1, 1, 1, 1, 1)]
    [InlineData(2, 1, 0, 1, 0, 2)]
    [InlineData(3, 2, 2, 1, 2, 1)]
    [InlineData(1, 1, 0, 0, 2, 1)]
    public void ConvTranspose_spreads_each_element(int stride, int dilation, int begin, int end, int outputPadding, int group)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var (x, w, b) = (randn([4, 5], generator: generator), randn([4, 2, 3], generator: generator), randn([2 * group], generator: generator));
        var size = (4 * stride) + (2 * dilation) + 1 + outputPadding - begin - end;
        var expected = new float[2 * group, size];
        for (var o = 0; o < 2 * group; o++)
        {
            for (var t = 0; t < size; t++)
            {
                expected[o, t] = b[o].item<float>();
            }

            for (var i = 0; i < 4 * 5 * 3; i++)
            {
                var (c, position, k) = (i / 15, i / 3 % 5, i % 3);
                var t = (position * stride) + (k * dilation) - begin;
                if (c / (4 / group) == o / 2 && t >= 0 && t < size)
                {
                    expected[o, t] += x[c, position].item<float>() * w[c, o % 2, k].item<float>();
                }
            }
        }

        var y = Run(x.reshape(1, 4, 5), w, b, ("strides", new long[] { stride }), ("dilations", new long[] { dilation }), ("pads", new long[] { begin, end }), ("output_padding", new long[] { outputPadding }), ("group", group));

        TensorAssert.Close(tensor(expected).reshape(1, 2 * group, size), y);
    }

    [Theory]
    [InlineData("NOTSET", 1)]
    [InlineData("SAME_UPPER", 0)]
    [InlineData("SAME_LOWER", 1)]
    public void ConvTranspose_to_an_output_shape_divides_the_pads(string autoPad, int begin)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var (x, w) = (randn([1, 2, 4], generator: generator), randn([2, 3, 3], generator: generator));
        var all = Run(x, w, null, ("strides", new long[] { 2 }));

        var y = Run(x, w, null, ("strides", new long[] { 2 }), ("auto_pad", autoPad), ("output_shape", new long[] { 8 }));

        TensorAssert.Close(all.narrow(2, begin, 8), y);
    }

    [Fact]
    public void ConvTranspose_lets_gradients_through_a_crop()
    {
        using var scope = NewDisposeScope();
        var w = ones([1, 1, 3], requires_grad: true);

        Run(ones(1, 1, 2), w, null, ("pads", new long[] { 1, 0 })).sum().backward();

        TensorAssert.Close(tensor(new[] { 1f, 2, 2 }).reshape(1, 1, 3), w.grad!);
    }

    private static Tensor Run(Tensor x, Tensor w, Tensor? b, params (string, object)[] attributes) =>
        SingleNode.Run("ConvTranspose", b is null ? [x, w] : [x, w, b], (Dictionary<string, AttributeValue>)NodeAttributes.Of(attributes))[0];
}
