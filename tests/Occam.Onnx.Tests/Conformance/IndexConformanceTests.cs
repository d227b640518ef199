using Occam.Graphs;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

public sealed class IndexConformanceTests
{
    private const int Variants = 6;

    [Fact]
    public void Gather_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(21);
        for (var i = 0; i < Variants; i++)
        {
            var x = random.Normal(4, 5, 6);
            var axis = random.Next(-3, 3);
            var size = x.size(axis);
            var opset = random.OneOf(7, 11, 13);
            var lowest = opset < 11 ? 0 : -size;
            new ConformanceCase("Gather", opset, [x, random.Integers(lowest, size, random.Many(random.Next(0, 3), 1, 4))], NodeAttributes.Of(("axis", opset < 11 ? (axis + 3) % 3 : axis))).Check(0);
            new ConformanceCase("GatherElements", 13, [x, random.Integers(-4, 4, 2, 3, 4)], NodeAttributes.Of(("axis", axis))).Check(0);
        }
    }

    [Fact]
    public void GatherND_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(22);
        for (var depth = 1; depth <= 3; depth++)
        {
            new ConformanceCase("GatherND", 13, [random.Integers(0, 99, 3, 4, 3), random.Integers(-3, 3, 2, 5, depth)]).Check(0);
            if (depth < 3)
            {
                new ConformanceCase("GatherND", 13, [random.Integers(0, 99, 2, 3, 3), random.Integers(-3, 3, 2, 5, depth)], NodeAttributes.Of(("batch_dims", 1))).Check(0);
            }
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("add")]
    [InlineData("mul")]
    [InlineData("max")]
    [InlineData("min")]
    public void Scatters_equal_ONNX_Runtime(string reduction)
    {
        using var random = new RandomCases(23);
        var attributes = NodeAttributes.Of(("reduction", reduction));
        for (var i = 0; i < Variants; i++)
        {
            // Where updates replace, each place may be named only once.
            var rows = reduction is "none" ? tensor(random.Shuffled(5)[..3]).unsqueeze(1) : random.Integers(-5, 5, 4, 1);
            new ConformanceCase("ScatterND", 18, [random.Normal(5, 3), rows, random.Normal(rows.size(0), 3)], attributes).Check(1e-6);
            var columns = reduction is "none" ? tensor(random.Shuffled(4)[..2]).expand(3, 2) : random.Integers(-4, 4, 3, 5);
            new ConformanceCase("ScatterElements", 18, [random.Normal(3, 4), columns, random.Normal(columns.shape)], NodeAttributes.Of(("reduction", reduction), ("axis", -1))).Check(1e-6);
        }
    }

    [Fact]
    public void OneHot_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(24);
        for (var axis = -3; axis <= 2; axis++)
        {
            new ConformanceCase("OneHot", 11, [random.Integers(-7, 7, 2, 3), tensor(5L), tensor(new[] { -1f, 2f })], NodeAttributes.Of(("axis", axis))).Check(0);
        }
    }

    [Fact]
    public void TopK_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(25);
        for (var i = 0; i < Variants; i++)
        {
            // Few different numbers: ties.
            var x = random.Integers(0, 4, 5, 6).to(ScalarType.Float32);
            var k = tensor(new long[] { random.Next(1, 5) });
            new ConformanceCase("TopK", 11, [x, k], NodeAttributes.Of(("axis", random.Next(-2, 2)), ("largest", random.Next(0, 2))), 2).Check(0);
            new ConformanceCase("TopK", 10, [x, k], null, 2).Check(0);
        }
    }

    [Fact]
    public void NonZero_and_EyeLike_equal_ONNX_Runtime()
    {
        using var random = new RandomCases(26);
        new ConformanceCase("NonZero", 13, [random.Integers(0, 2, 3, 4, 2)]).Check(0);
        new ConformanceCase("NonZero", 9, [zeros(3)]).Check(0);
        for (var k = -2; k <= 3; k++)
        {
            new ConformanceCase("EyeLike", 9, [random.Normal(3, 4)], NodeAttributes.Of(("k", k), ("dtype", (long)random.OneOf(ElementType.Int64, ElementType.Float)))).Check(0);
        }
    }

    [Fact]
    public void Shapes_equal_ONNX_Runtime()
    {
        using var random = new RandomCases(27);
        var x = random.Normal(2, 3, 4);
        new ConformanceCase("Shape", 13, [x]).Check(0);
        new ConformanceCase("Size", 13, [x]).Check(0);
        for (var i = 0; i < Variants; i++)
        {
            new ConformanceCase("Shape", 15, [x], NodeAttributes.Of(("start", random.Next(-5, 5)), ("end", random.Next(-5, 5)))).Check(0);
        }

        new ConformanceCase("ConstantOfShape", 9, [tensor(new long[] { 2, 3 })]).Check(0);
        new ConformanceCase("ConstantOfShape", 9, [tensor(new long[] { 2, 0 })], NodeAttributes.Of(("value", tensor(new long[] { 5 })))).Check(0);
    }

    [Fact]
    public void Range_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(28);
        for (var i = 0; i < Variants; i++)
        {
            var delta = random.Next(1, 4) * random.OneOf(1, -1);
            new ConformanceCase("Range", 11, [tensor((long)random.Next(-9, 9)), tensor((long)random.Next(-9, 9)), tensor((long)delta)]).Check(0);
            new ConformanceCase("Range", 11, [tensor((float)random.Next(-9, 9)), tensor((float)random.Next(-9, 9)), tensor(delta * 0.7f)]).Check();
        }
    }
}
