using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class CastTests
{
    [Theory]
    [InlineData(ElementType.Int32, new[] { -2.0, 0, 0, 3 })]
    [InlineData(ElementType.Int64, new[] { -2.0, 0, 0, 3 })]
    [InlineData(ElementType.Bool, new[] { 1.0, 0, 1, 1 })]
    [InlineData(ElementType.Double, new[] { -2.75, 0, 0.5, 3.25 })]
    [InlineData(ElementType.Float16, new[] { -2.75, 0, 0.5, 3.25 })]
    [InlineData(ElementType.BFloat16, new[] { -2.75, 0, 0.5, 3.25 })]
    [InlineData(ElementType.Float, new[] { -2.75, 0, 0.5, 3.25 })]
    public void Cast_of_floats_truncates_or_keeps(ElementType to, double[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Cast", [tensor([-2.75f, 0, 0.5f, 3.25f])], new() { ["to"] = new IntAttribute((long)to) })[0];

        Assert.Equal(to, y.dtype.ToElementType());
        TensorAssert.Close(tensor(expected), y.to(ScalarType.Float64));
    }

    [Fact]
    public void Cast_to_a_type_without_tensor_is_refused()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, AttributeValue> attributes = new() { ["to"] = new IntAttribute((long)ElementType.UInt16) };

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("Cast", [tensor([1f])], attributes));

        Assert.Contains("UInt16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CastLike_takes_the_type_of_the_second_input()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("CastLike", [tensor([-1.5f, 2f]), tensor(new[] { 0L })])[0];

        Assert.Equal([-1L, 2], y.data<long>().ToArray());
    }
}
