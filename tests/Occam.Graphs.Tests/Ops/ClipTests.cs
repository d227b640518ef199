using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ClipTests
{
    private static readonly float[] Points = [-3, -0.5f, 0.5f, 7];

    [Fact]
    public void Clip_before_11_takes_its_bounds_from_attributes()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Clip", [tensor(Points)], new() { ["min"] = new FloatAttribute(0), ["max"] = new FloatAttribute(6) }, opset: 10)[0];
        var lower = SingleNode.Run("Clip", [tensor(Points)], new() { ["min"] = new FloatAttribute(0) }, opset: 7)[0];

        TensorAssert.Close(tensor([0f, 0, 0.5f, 6]), y);
        TensorAssert.Close(tensor([0f, 0, 0.5f, 7]), lower);
    }

    [Theory]
    [InlineData(true, true, new[] { -1f, -0.5f, 0.5f, 6 })]
    [InlineData(true, false, new[] { -1f, -0.5f, 0.5f, 7 })]
    [InlineData(false, true, new[] { -3f, -0.5f, 0.5f, 6 })]
    [InlineData(false, false, new[] { -3f, -0.5f, 0.5f, 7 })]
    public void Clip_from_11_takes_its_bounds_from_inputs(bool low, bool high, float[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Clip", [tensor(Points), low ? tensor(-1f) : null, high ? tensor(6f) : null], opset: 11)[0];

        TensorAssert.Close(tensor(expected), y);
    }

    [Theory]
    [InlineData(-1f, 6f, new[] { -1f, -0.5f, 0.5f, 6 })]
    [InlineData(0f, 6f, new[] { 0f, 0, 0.5f, 6 })]
    [InlineData(0f, null, new[] { 0f, 0, 0.5f, 7 })]
    [InlineData(2f, 1f, new[] { 1f, 1, 1, 1 })]
    public void Clip_with_gradient_computes_the_same_and_leaves_its_input(float? low, float? high, float[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor(Points).requires_grad_();

        var y = SingleNode.Run("Clip", [x, low is { } l ? tensor(l) : null, high is { } h ? tensor(h) : null], opset: 13)[0];

        TensorAssert.Close(tensor(expected), y);
        TensorAssert.Close(tensor(Points), x, 0);
    }

    [Fact]
    public void Clip_with_bounds_crossed_gives_the_upper_one()
    {
        using var scope = NewDisposeScope();

        TensorAssert.Close(full(4, 1f), SingleNode.Run("Clip", [tensor(Points), tensor(2f), tensor(1f)], opset: 13)[0]);
    }

    [Fact]
    public void Clip_of_integers_stays_exact()
    {
        using var scope = NewDisposeScope();
        const long Large = (1L << 60) + 1;

        var y = SingleNode.Run("Clip", [tensor(new[] { long.MaxValue, 5L }), tensor(7L), tensor(Large)], opset: 13)[0];

        Assert.Equal([Large, 7L], y.data<long>().ToArray());
    }
}
