using System.Text;
using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>The activations with attributes, with their defaults and with others, against plain C#.</summary>
public sealed class ActivationTests
{
    private static readonly double[] Points = [-5, -3, -1.5, -0.5, 0, 0.25, 1, 1.5, 3, 6];

    private static readonly Dictionary<string, (double[] Defaults, string[] Names, Func<double, double[], double> Function)> References = new(StringComparer.Ordinal)
    {
        ["LeakyRelu"] = ([0.01], ["alpha"], (x, p) => x > 0 ? x : p[0] * x),
        ["Elu"] = ([1], ["alpha"], (x, p) => x > 0 ? x : p[0] * (Math.Exp(x) - 1)),
        ["Celu"] = ([1], ["alpha"], (x, p) => Math.Max(0, x) + Math.Min(0, p[0] * (Math.Exp(x / p[0]) - 1))),
        ["Selu"] = ([1.6732632423543772, 1.0507009873554805], ["alpha", "gamma"], (x, p) => p[1] * (x > 0 ? x : p[0] * (Math.Exp(x) - 1))),
        ["ThresholdedRelu"] = ([1], ["alpha"], (x, p) => x > p[0] ? x : 0),
        ["HardSigmoid"] = ([0.2, 0.5], ["alpha", "beta"], (x, p) => Math.Max(0, Math.Min(1, (p[0] * x) + p[1]))),
    };

    public static TheoryData<string> Names => [.. References.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Activation_with_defaults_is_the_formula(string name)
    {
        using var scope = NewDisposeScope();
        var (defaults, _, function) = References[name];

        var y = SingleNode.Run(name, [tensor(Points)])[0];

        TensorAssert.Close(tensor(Points.Select(x => function(x, defaults)).ToArray()), y, 1e-7);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Activation_with_attributes_is_the_formula(string name)
    {
        using var scope = NewDisposeScope();
        var (defaults, names, function) = References[name];
        var given = defaults.Select((_, i) => 0.75f - (0.5f * i)).ToArray();
        var attributes = names.Zip(given).ToDictionary(pair => pair.First, AttributeValue (pair) => new FloatAttribute(pair.Second));

        var y = SingleNode.Run(name, [tensor(Points)], attributes)[0];

        TensorAssert.Close(tensor(Points.Select(x => function(x, [.. given.Select(p => (double)p)])).ToArray()), y, 1e-12);
    }

    [Fact]
    public void HardSigmoid_of_a_sixth_is_the_formula()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("HardSigmoid", [tensor(Points)], new() { ["alpha"] = new FloatAttribute(1 / 6f) })[0];

        TensorAssert.Close(tensor(Points.Select(x => Math.Clamp((x / 6) + 0.5, 0, 1)).ToArray()), y, 1e-6);
    }

    [Fact]
    public void Gelu_is_exact_or_approximate_as_asked()
    {
        using var scope = NewDisposeScope();

        var exact = SingleNode.Run("Gelu", [tensor([-1.0, 0.5, 2.0])], opset: 20)[0];
        var approximate = SingleNode.Run("Gelu", [tensor(Points)], new() { ["approximate"] = new StringAttribute(Encoding.UTF8.GetBytes("tanh")) }, opset: 20)[0];

        // Phi(-1), Phi(0.5), Phi(2) from tables of the normal distribution.
        TensorAssert.Close(tensor([-1 * 0.15865525393145707, 0.5 * 0.6914624612740131, 2 * 0.9772498680518208]), exact, 1e-12);
        TensorAssert.Close(
            tensor(Points.Select(x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))).ToArray()), approximate, 1e-12);
    }

    [Fact]
    public void Gelu_of_unknown_approximation_is_refused()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, AttributeValue> attributes = new() { ["approximate"] = new StringAttribute(Encoding.UTF8.GetBytes("sine")) };

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("Gelu", [tensor([1f])], attributes, opset: 20));

        Assert.Contains("sine", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, new[] { false, true, false, true })]
    [InlineData(1, 0, new[] { false, true, false, false })]
    [InlineData(0, 1, new[] { false, false, false, true })]
    [InlineData(0, 0, new[] { false, false, false, false })]
    public void IsInf_detects_the_signs_asked_for(long negative, long positive, bool[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run(
            "IsInf",
            [tensor([float.NaN, float.NegativeInfinity, 1f, float.PositiveInfinity])],
            new() { ["detect_negative"] = new IntAttribute(negative), ["detect_positive"] = new IntAttribute(positive) })[0];

        Assert.Equal(expected, y.data<bool>().ToArray());
    }
}
