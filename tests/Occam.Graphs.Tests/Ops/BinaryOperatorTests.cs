using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>The arithmetic, comparing and logical operators of two inputs, against C#'s own operators.</summary>
public sealed class BinaryOperatorTests
{
    private static readonly Dictionary<string, Func<double, double, double>> Arithmetic = new(StringComparer.Ordinal)
    {
        ["Add"] = (a, b) => a + b,
        ["Sub"] = (a, b) => a - b,
        ["Mul"] = (a, b) => a * b,
        ["Div"] = (a, b) => a / b,
        ["Max"] = Math.Max,
        ["Min"] = Math.Min,
        ["Sum"] = (a, b) => a + b,
        ["Mean"] = (a, b) => (a + b) / 2,
        ["Equal"] = (a, b) => a == b ? 1 : 0,
        ["Greater"] = (a, b) => a > b ? 1 : 0,
        ["GreaterOrEqual"] = (a, b) => a >= b ? 1 : 0,
        ["Less"] = (a, b) => a < b ? 1 : 0,
        ["LessOrEqual"] = (a, b) => a <= b ? 1 : 0,
    };

    public static TheoryData<string> ArithmeticNames => [.. Arithmetic.Keys];

    [Theory]
    [MemberData(nameof(ArithmeticNames))]
    public void Operator_of_column_and_row_broadcasts(string name)
    {
        using var scope = NewDisposeScope();
        double[] column = [-3, 0.5, 2];
        double[] row = [0.5, 2, -1, 4];

        var y = SingleNode.Run(name, [tensor(column, [3, 1]), tensor(row)])[0];

        var expected = column.SelectMany(a => row.Select(b => Arithmetic[name](a, b))).ToArray();
        TensorAssert.Close(tensor(expected, [3, 4]), y, 1e-14);
    }

    [Theory]
    [InlineData("And", new[] { false, false, false, true })]
    [InlineData("Or", new[] { false, true, true, true })]
    [InlineData("Xor", new[] { false, true, true, false })]
    [InlineData("Equal", new[] { true, false, false, true })]
    public void Operator_of_booleans_is_the_truth_table(string name, bool[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run(name, [tensor([false, false, true, true]), tensor([false, true, false, true])])[0];

        Assert.Equal(expected, y.data<bool>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int64)]
    public void Div_of_integers_truncates_towards_zero(ScalarType type)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Div", [tensor(new[] { 7L, -7, 7, -7 }).to(type), tensor(new[] { 2L, 2, -2, -2 }).to(type)])[0];

        Assert.Equal(type, y.dtype);
        Assert.Equal([3L, -3, -3, 3], y.to(ScalarType.Int64).data<long>().ToArray());
    }

    [Fact]
    public void Div_of_integers_by_zero_fails_with_the_node()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("Div", [tensor(new[] { 1L }), tensor(new[] { 0L })]));

        Assert.Contains("(Div)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Max", new[] { 5f, 7f, 9f })]
    [InlineData("Min", new[] { 1f, 2f, 3f })]
    [InlineData("Sum", new[] { 9f, 14f, 18f })]
    [InlineData("Mean", new[] { 3f, 14 / 3f, 6f })]
    public void Operator_of_three_inputs_takes_all(string name, float[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run(name, [tensor([1f, 2f, 3f]), tensor([3f, 5f, 6f]), tensor([5f, 7f, 9f])])[0];

        TensorAssert.Close(tensor(expected), y);
    }

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("Sum")]
    [InlineData("Mean")]
    public void Operator_of_one_input_is_that_input(string name)
    {
        using var scope = NewDisposeScope();

        TensorAssert.Close(tensor([1f, -2f]), SingleNode.Run(name, [tensor([1f, -2f])])[0]);
    }

    [Fact]
    public void Max_and_min_with_nan_give_nan()
    {
        using var scope = NewDisposeScope();

        Assert.True(float.IsNaN(SingleNode.Run("Max", [tensor([float.NaN]), tensor([1f])])[0].item<float>()));
        Assert.True(float.IsNaN(SingleNode.Run("Min", [tensor([1f]), tensor([float.NaN])])[0].item<float>()));
    }

    [Fact]
    public void Where_takes_from_either_side_with_broadcasting()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Where", [tensor([true, false], [2, 1]), tensor([1f, 2f]), tensor(9f)])[0];

        TensorAssert.Close(tensor([1f, 2f, 9f, 9f], [2, 2]), y);
    }
}
