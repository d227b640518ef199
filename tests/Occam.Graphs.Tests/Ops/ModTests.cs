using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ModTests
{
    // From the operator's own page: the integer remainder has the divisor's sign, fmod the dividend's.
    [Theory]
    [InlineData(0, new[] { 0L, -2, 5, 0, 2, 3 })]
    [InlineData(1, new[] { 0L, 1, 5, 0, -1, 3 })]
    public void Mod_of_integers_has_the_sign_that_fmod_asks_for(long fmod, long[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run(
            "Mod",
            [tensor(new[] { -4L, 7, 5, 4, -7, 8 }), tensor(new[] { 2L, -3, 8, -2, 3, 5 })],
            new() { ["fmod"] = new IntAttribute(fmod) })[0];

        Assert.Equal(expected, y.data<long>().ToArray());
    }

    [Fact]
    public void Mod_of_floats_with_fmod_has_the_sign_of_the_dividend()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Mod", [tensor([-4.3f, 7.2f, 5f]), tensor([2.1f, -3.4f, 8f])], new() { ["fmod"] = new IntAttribute(1) })[0];

        TensorAssert.Close(tensor([-0.1f, 0.4f, 5f]), y, 1e-5);
    }

    [Fact]
    public void Mod_of_floats_without_fmod_is_refused()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("Mod", [tensor([1f]), tensor([2f])]));

        Assert.Contains("fmod", error.Message, StringComparison.Ordinal);
    }
}
