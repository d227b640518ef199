using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class PowTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(0.5)]
    [InlineData(-1.5)]
    public void Pow_with_one_exponent_is_the_power(double exponent)
    {
        using var scope = NewDisposeScope();
        double[] x = [0.25, 1, 3];

        var y = SingleNode.Run("Pow", [tensor(x), tensor(exponent)])[0];

        TensorAssert.Close(tensor(x.Select(v => Math.Pow(v, exponent)).ToArray()), y, 1e-14);
    }

    [Fact]
    public void Pow_with_exponents_broadcasts()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Pow", [tensor([2f, 3f], [2, 1]), tensor([1f, 2f, 3f])])[0];

        TensorAssert.Close(tensor([2f, 4f, 8f, 3f, 9f, 27f], [2, 3]), y);
    }

    [Fact]
    public void Pow_of_scalar_with_one_element_exponent_has_the_broadcast_shape()
    {
        using var scope = NewDisposeScope();

        TensorAssert.Close(tensor([9f]), SingleNode.Run("Pow", [tensor(3f), tensor([2f])])[0]);
    }

    [Fact]
    public void Pow_of_mixed_types_has_the_type_of_the_base()
    {
        using var scope = NewDisposeScope();

        var integer = SingleNode.Run("Pow", [tensor(new[] { 2L, 3 }), tensor([3f, 0.5f])])[0];
        var single = SingleNode.Run("Pow", [tensor([2f, 3f]), tensor(new[] { 3L, 2 })])[0];

        Assert.Equal([8L, 1], integer.data<long>().ToArray());
        TensorAssert.Close(tensor([8f, 9f]), single);
        Assert.Equal(ScalarType.Float32, single.dtype);
    }
}
