using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

public sealed class DataMovementConformanceTests
{
    private const int Variants = 6;

    [Fact]
    public void Transpose_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(1);
        for (var i = 0; i < Variants; i++)
        {
            var rank = random.Next(1, 6);
            var x = random.Integers(-9, 9, random.Many(rank, 1, 4));
            new ConformanceCase("Transpose", 13, [x], NodeAttributes.Of(("perm", random.Shuffled(rank)))).Check(0);
            new ConformanceCase("Transpose", 7, [x.to(ScalarType.Float32)]).Check(0);
        }
    }

    [Fact]
    public void Flatten_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(2);
        for (var axis = -3; axis <= 3; axis++)
        {
            new ConformanceCase("Flatten", axis < 0 ? 11 : random.OneOf(7, 9, 13), [random.Normal(2, 3, 4)], NodeAttributes.Of(("axis", axis))).Check(0);
        }
    }

    [Fact]
    public void Squeeze_and_Unsqueeze_equal_ONNX_Runtime()
    {
        using var random = new RandomCases(3);
        var x = random.Normal(1, 2, 1, 3, 1);
        new ConformanceCase("Squeeze", 7, [x]).Check(0);
        new ConformanceCase("Squeeze", 13, [x]).Check(0);
        foreach (var axes in new long[][] { [0], [2, 0], [4, 2], [0, 2, 4] })
        {
            new ConformanceCase("Squeeze", 7, [x], NodeAttributes.Of(("axes", axes))).Check(0);
            new ConformanceCase("Squeeze", 13, [x, tensor(axes)]).Check(0);
            new ConformanceCase("Unsqueeze", 7, [x], NodeAttributes.Of(("axes", axes))).Check(0);
            new ConformanceCase("Unsqueeze", 13, [x, tensor(Array.ConvertAll(axes, axis => axis - 5 - axes.Length))]).Check(0);
        }
    }

    [Fact]
    public void Concat_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(4);
        for (var i = 0; i < Variants; i++)
        {
            var (shape, axis) = (random.Many(3, 1, 4), random.Next(0, 3));
            var parts = Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
            {
                var own = (long[])shape.Clone();
                own[axis] = random.Next(0, 4);
                return random.Integers(-9, 9, own);
            });
            new ConformanceCase("Concat", 13, [.. parts], NodeAttributes.Of(("axis", random.OneOf(axis, axis - 3)))).Check(0);
        }
    }

    [Fact]
    public void Split_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(5);
        for (var i = 0; i < Variants; i++)
        {
            var sizes = random.Many(random.Next(1, 4), 0, 4);
            var x = random.Normal(2, sizes.Sum(), 3);
            new ConformanceCase("Split", 11, [x], NodeAttributes.Of(("split", sizes), ("axis", 1)), sizes.Length).Check(0);
            new ConformanceCase("Split", 13, [x, tensor(sizes)], NodeAttributes.Of(("axis", -2)), sizes.Length).Check(0);
        }

        new ConformanceCase("Split", 13, [random.Normal(6, 2)], null, 3).Check(0);
        new ConformanceCase("Split", 18, [random.Normal(7, 2)], NodeAttributes.Of(("num_outputs", 3)), 3).Check(0);
        new ConformanceCase("Split", 18, [random.Normal(6, 2)], NodeAttributes.Of(("num_outputs", 2)), 2).Check(0);
    }

    [Fact]
    public void Slice_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(6);
        for (var i = 0; i < 4 * Variants; i++)
        {
            var count = random.Next(1, 4);
            var axes = random.Shuffled(3)[..count];
            var (starts, ends) = (random.Many(count, -8, 9), random.Many(count, -8, 9));
            var steps = Array.ConvertAll(random.Many(count, 1, 5), step => step * random.OneOf(1, -1));
            var x = random.Integers(-99, 99, 5, 4, 6);
            new ConformanceCase("Slice", 13, [x, tensor(starts), tensor(ends), tensor(axes), tensor(steps)]).Check(0);
            new ConformanceCase("Slice", 9, [x], NodeAttributes.Of(("starts", starts), ("ends", ends), ("axes", axes))).Check(0);
        }
    }

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, -1)]
    [InlineData(int.MinValue, -2)]
    public void Slice_to_the_end_equals_ONNX_Runtime(long end, long step)
    {
        using var random = new RandomCases(7);
        new ConformanceCase("Slice", 10, [random.Normal(5, 4), tensor(new[] { -1L }), tensor(new[] { end }), tensor(new[] { 1L }), tensor(new[] { step })]).Check(0);
    }

    [Fact]
    public void Expand_and_Tile_equal_ONNX_Runtime()
    {
        using var random = new RandomCases(8);
        for (var i = 0; i < Variants; i++)
        {
            var x = random.Integers(-9, 9, random.OneOf<long>(1, 3), random.OneOf<long>(1, 2));
            new ConformanceCase("Expand", 13, [x, tensor(random.OneOf<long[]>([4, 3, 2], [3, 2], [2], [1], [5, 1, 1]))]).Check(0);
            new ConformanceCase("Tile", 13, [x, tensor(random.Many(2, 1, 4))]).Check(0);
        }
    }

    [Theory]
    [InlineData("constant", 11)]
    [InlineData("constant", 18)]
    [InlineData("reflect", 13)]
    [InlineData("edge", 18)]
    [InlineData("wrap", 19)]
    public void Pad_equals_ONNX_Runtime(string mode, int opset)
    {
        using var random = new RandomCases(9);
        for (var i = 0; i < Variants; i++)
        {
            var x = random.Normal(3, 5, 4, 6);
            var lowest = mode is "constant" or "edge" ? -1 : 0;
            var pads = random.Many(8, lowest, 3);
            Tensor?[] inputs = mode is "constant" ? [x, tensor(pads), tensor(0.25f)] : [x, tensor(pads)];
            new ConformanceCase("Pad", opset, inputs, NodeAttributes.Of(("mode", mode))).Check(0);
            if (mode is not "wrap")
            {
                // The sides of images, which PyTorch pads by itself.
                new ConformanceCase("Pad", opset, [x, tensor((long[])[0, 0, .. pads[..2], 0, 0, .. pads[2..4]])], NodeAttributes.Of(("mode", mode))).Check(0);
            }

            if (opset >= 18)
            {
                new ConformanceCase("Pad", opset, [x, tensor(pads[..4]), null, tensor(new long[] { -1, 1 })], NodeAttributes.Of(("mode", mode))).Check(0);
            }
        }
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("reflect")]
    [InlineData("edge")]
    public void Pad_by_attributes_equals_ONNX_Runtime(string mode)
    {
        using var random = new RandomCases(10);
        new ConformanceCase("Pad", 7, [random.Normal(2, 3, 4)], NodeAttributes.Of(("mode", mode), ("pads", new long[] { 0, 1, 2, 1, 0, 3 }), ("value", 0.5f))).Check(0);
    }

    [Fact]
    public void Blocks_equal_ONNX_Runtime()
    {
        using var random = new RandomCases(11);
        for (var block = 1; block <= 3; block++)
        {
            var x = random.Normal(2, 2 * block * block, 3 * block, 2 * block);
            new ConformanceCase("DepthToSpace", 7, [x], NodeAttributes.Of(("blocksize", block))).Check(0);
            new ConformanceCase("DepthToSpace", 13, [x], NodeAttributes.Of(("blocksize", block), ("mode", "CRD"))).Check(0);
            new ConformanceCase("SpaceToDepth", 13, [x], NodeAttributes.Of(("blocksize", block))).Check(0);
        }
    }

    [Fact]
    public void Trilu_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(12);
        for (var k = -4; k <= 5; k++)
        {
            new ConformanceCase("Trilu", 14, [random.Normal(2, 3, 4), tensor((long)k)], NodeAttributes.Of(("upper", random.Next(0, 2)))).Check(0);
        }
    }
}
