using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>The operators of one input without attributes, against <see cref="Math"/>.</summary>
public sealed class UnaryOperatorTests
{
    private static readonly Dictionary<string, Func<double, double>> References = new(StringComparer.Ordinal)
    {
        ["Abs"] = Math.Abs,
        ["Acos"] = Math.Acos,
        ["Asin"] = Math.Asin,
        ["Atan"] = Math.Atan,
        ["Ceil"] = Math.Ceiling,
        ["Cos"] = Math.Cos,
        ["Cosh"] = Math.Cosh,
        ["Exp"] = Math.Exp,
        ["Floor"] = Math.Floor,
        ["HardSwish"] = x => x * Math.Clamp((x / 6) + 0.5, 0, 1),
        ["Identity"] = x => x,
        ["Log"] = Math.Log,
        ["Mish"] = x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        ["Neg"] = x => -x,
        ["Reciprocal"] = x => 1 / x,
        ["Round"] = x => Math.Round(x, MidpointRounding.ToEven),
        ["Sigmoid"] = x => 1 / (1 + Math.Exp(-x)),
        ["Sign"] = x => Math.Sign(x),
        ["Sin"] = Math.Sin,
        ["Sinh"] = Math.Sinh,
        ["Softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["Softsign"] = x => x / (1 + Math.Abs(x)),
        ["Sqrt"] = Math.Sqrt,
        ["Tan"] = Math.Tan,
        ["Tanh"] = Math.Tanh,
    };

    public static TheoryData<string> Names => [.. References.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operator_over_its_domain_is_the_function(string name)
    {
        using var scope = NewDisposeScope();
        double[] points = name switch
        {
            "Log" or "Sqrt" or "Reciprocal" => [0.01, 0.5, 1, 2.5, 40],
            "Asin" or "Acos" => [-0.99, -0.5, 0, 0.3, 0.99],
            _ => [-4.5, -3.5, -2.25, -1, -0.5, 0, 0.5, 1.5, 2.5, 3.25],
        };

        var y = SingleNode.Run(name, [tensor(points)])[0];
        var single = SingleNode.Run(name, [tensor(points).to(ScalarType.Float32)])[0];

        var expected = tensor(points.Select(References[name]).ToArray());
        TensorAssert.Close(expected, y, 1e-12);
        TensorAssert.Close(expected, single, 1e-6);
        Assert.Equal(ScalarType.Float32, single.dtype);
    }

    [Fact]
    public void Erf_of_known_points_is_tabulated_value()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Erf", [tensor([-1.0, 0.0, 0.5, 2.0])])[0];

        TensorAssert.Close(tensor([-0.8427007929497149, 0, 0.5204998778130465, 0.9953222650189527]), y, 1e-12);
    }

    [Theory]
    [InlineData("Neg", new[] { 3L, 0, -2 })]
    [InlineData("Abs", new[] { 3L, 0, 2 })]
    [InlineData("Sign", new[] { -1L, 0, 1 })]
    public void Operator_of_integers_stays_integer(string name, long[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run(name, [tensor(new[] { -3L, 0, 2 })])[0];

        Assert.Equal(expected, y.data<long>().ToArray());
    }

    [Fact]
    public void Not_and_is_nan_give_booleans()
    {
        using var scope = NewDisposeScope();

        var not = SingleNode.Run("Not", [tensor(new[] { true, false })])[0];
        var nan = SingleNode.Run("IsNaN", [tensor([float.NaN, 1f, float.PositiveInfinity])])[0];

        Assert.Equal([false, true], not.data<bool>().ToArray());
        Assert.Equal([true, false, false], nan.data<bool>().ToArray());
    }

    [Fact]
    public void Softplus_and_mish_far_out_do_not_overflow()
    {
        using var scope = NewDisposeScope();

        var softplus = SingleNode.Run("Softplus", [tensor([-1000f, 1000f])])[0];
        var mish = SingleNode.Run("Mish", [tensor([-1000f, 1000f])])[0];

        TensorAssert.Close(tensor([0f, 1000f]), softplus);
        TensorAssert.Close(tensor([0f, 1000f]), mish);
    }
}
