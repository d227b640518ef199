using Occam.Graphs;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Runtime;

public sealed class ParityCheckTests
{
    [Fact]
    public void Run_of_a_sound_graph_finds_both_equal()
    {
        using var scope = NewDisposeScope();
        using var graph = Models.Read(Models.AddRelu());

        var parity = ParityCheck.Run(graph, RandomInputs.For(graph, seed: 3));

        Assert.Equal("y", Assert.Single(parity.Outputs).Output);
        Assert.InRange(parity.Largest, 0, 1e-6);
    }

    [Fact]
    public void Run_of_unknown_operator_names_it()
    {
        using var scope = NewDisposeScope();
        var model = Models.AddRelu();
        model.Graph.Node[1].OpType = "BitwiseNot";
        model.Graph.Node[1].Name = "odd";
        using var graph = Models.Read(model);

        var e = Assert.Throws<GraphException>(() => ParityCheck.RunInTorch(graph, [zeros(1, 3)]));

        Assert.Contains("odd", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Difference_is_relative_to_the_largest_expected_magnitude()
    {
        using var scope = NewDisposeScope();

        var difference = OutputDifference.Between("y", tensor(new[] { 1.0, -4.0 }), tensor(new[] { 1.5, -4.0 }));

        Assert.Equal(0.125, difference.Relative);
        Assert.Null(difference.Problem);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    [InlineData(float.NaN, 1, false)]
    [InlineData(1, float.NaN, false)]
    public void Difference_of_what_is_not_finite_asks_for_the_same(float expected, float actual, bool same)
    {
        using var scope = NewDisposeScope();

        var difference = OutputDifference.Between("y", tensor(new[] { 2, expected }), tensor(new[] { 2, actual }));

        Assert.Equal(same ? 0 : double.PositiveInfinity, difference.Relative);
        Assert.Equal(same, difference.Problem is null);
    }

    [Fact]
    public void Difference_of_other_shapes_or_types_is_infinite()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("f32[1,2] where f32[2] is expected", OutputDifference.Between("y", zeros(2), zeros(1, 2)).Problem);
        Assert.Equal(double.PositiveInfinity, OutputDifference.Between("y", zeros(2), zeros(2, dtype: ScalarType.Int64)).Relative);
    }

    [Fact]
    public void Difference_from_zeros_is_infinite_or_none()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(0, OutputDifference.Between("y", zeros(2), zeros(2)).Relative);
        Assert.True(OutputDifference.Between("y", zeros(2), ones(2)).Relative > 1e100);
    }
}
