using Occam.Graphs.Attributes;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>The gradients that flow through the operators, against central differences in double precision.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-5;

    [Theory]
    [InlineData("Abs")]
    [InlineData("Atan")]
    [InlineData("Celu")]
    [InlineData("Cos")]
    [InlineData("Cosh")]
    [InlineData("Elu")]
    [InlineData("Erf")]
    [InlineData("Exp")]
    [InlineData("Gelu")]
    [InlineData("HardSigmoid")]
    [InlineData("HardSwish")]
    [InlineData("Identity")]
    [InlineData("LeakyRelu")]
    [InlineData("LogSoftmax")]
    [InlineData("LpNormalization")]
    [InlineData("MeanVarianceNormalization")]
    [InlineData("Mish")]
    [InlineData("Neg")]
    [InlineData("ReduceL1")]
    [InlineData("ReduceL2")]
    [InlineData("ReduceLogSumExp")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceProd")]
    [InlineData("ReduceSum")]
    [InlineData("ReduceSumSquare")]
    [InlineData("Reciprocal")]
    [InlineData("Relu")]
    [InlineData("Selu")]
    [InlineData("Sigmoid")]
    [InlineData("Sin")]
    [InlineData("Sinh")]
    [InlineData("Softmax")]
    [InlineData("Softplus")]
    [InlineData("Softsign")]
    [InlineData("Tan")]
    [InlineData("Tanh")]
    [InlineData("ThresholdedRelu")]
    public void Gradient_of_one_input_is_the_difference_quotient(string name)
    {
        var attributes = name is "MeanVarianceNormalization" ? NodeAttributes.Of(("axes", new long[] { 0, 2 })) : null;

        Check(name, () => [Away(2, 3, 2)], attributes);
    }

    [Theory]
    [InlineData("Acos")]
    [InlineData("Asin")]
    public void Gradient_of_inverse_function_is_the_difference_quotient(string name) => Check(name, () => [Away(2, 3) * 0.3]);

    [Theory]
    [InlineData("Log")]
    [InlineData("ReduceLogSum")]
    [InlineData("Sqrt")]
    public void Gradient_of_function_of_positive_is_the_difference_quotient(string name) => Check(name, () => [Away(2, 3).abs()]);

    [Theory]
    [InlineData("Add")]
    [InlineData("Div")]
    [InlineData("Max")]
    [InlineData("Mean")]
    [InlineData("Min")]
    [InlineData("Mul")]
    [InlineData("PRelu")]
    [InlineData("Sub")]
    [InlineData("Sum")]
    public void Gradient_of_two_inputs_is_the_difference_quotient(string name)
    {
        Check(name, () => [Away(2, 3, 2), Away(3, 1)]);
        Check(name, () => [Away(2, 3, 2), Away(2)]);
    }

    [Fact]
    public void Gradient_of_powers_is_the_difference_quotient()
    {
        Check("Pow", () => [Away(2, 3).abs(), Away(3)]);
        Check("Pow", () => [Away(2, 3), tensor(2.0)], differentiated: 1);
        Check("Pow", () => [Away(2, 3).abs(), tensor(0.5)], differentiated: 1);
    }

    [Fact]
    public void Gradient_of_selection_is_the_difference_quotient()
    {
        Check("Clip", () => [Away(2, 5), tensor(-1.0), tensor(0.9)], differentiated: 1);
        Check("Clip", () => [Away(2, 5) * 4, tensor(0.0), tensor(6.0)], differentiated: 1);
        Check("Clip", () => [Away(2, 5), tensor(-0.8)], differentiated: 1);
        Check("Where", () => [Away(2, 3).gt(0), Away(2, 3), Away(3)], first: 1);
    }

    [Fact]
    public void Gradient_of_products_is_the_difference_quotient()
    {
        Check("MatMul", () => [Away(2, 3, 4), Away(4, 5)]);
        Check("Einsum", () => [Away(2, 3, 4), Away(2, 5, 4)], NodeAttributes.Of(("equation", "bid,bjd->bij")));
        Check("Gemm", () => [Away(3, 4), Away(5, 4), Away(5)], NodeAttributes.Of(("transB", 1L), ("alpha", 0.5f), ("beta", 2f)));
    }

    [Fact]
    public void Gradient_of_sums_and_neighbourhoods_is_the_difference_quotient()
    {
        Check("CumSum", () => [Away(2, 4), tensor(1L)], NodeAttributes.Of(("exclusive", 1L), ("reverse", 1L)), differentiated: 1);
        Check("LRN", () => [Away(1, 4, 2)], NodeAttributes.Of(("size", 3L), ("alpha", 0.7f)));
    }

    [Fact]
    public void Gradient_of_normalisations_is_the_difference_quotient()
    {
        Check("LayerNormalization", () => [Away(3, 4), Away(4), Away(4)]);
        Check("LayerNormalization", () => [Away(3, 4), Away(1), Away(4)]);
        Check("InstanceNormalization", () => [Away(2, 3, 4), Away(3), Away(3)]);
        Check("GroupNormalization", () => [Away(2, 4, 3), Away(2), Away(2)], NodeAttributes.Of(("num_groups", 2L)), opset: 18);
        Check("GroupNormalization", () => [Away(2, 4, 3), Away(4), Away(4)], NodeAttributes.Of(("num_groups", 2L)), opset: 21);
    }

    // Random numbers of magnitude 0.2 to 1.8, at least 0.001 apart and away from 0 and 1: no kink within a step.
    private static Tensor Away(params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var magnitudes = randperm(400)[..(int)count].to(ScalarType.Float64) * 0.004 + 0.2021;
        return (magnitudes * (randint(0, 2, [count]).to(ScalarType.Float64) * 2 - 1)).reshape(shape);
    }

    private static void Check(
        string name, Func<Tensor[]> inputs, Dictionary<string, AttributeValue>? attributes = null, int first = 0, int differentiated = int.MaxValue, long opset = 18)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(name.Length);
        var x = inputs();
        using var weights = Weights(name, x, attributes, opset);
        for (var i = first; i < x.Length && i < first + differentiated; i++)
        {
            var variable = x[i].detach().requires_grad_();
            var loss = Loss(name, [.. x[..i], variable, .. x[(i + 1)..]], weights, attributes, opset);
            loss.backward();
            var expected = Differences(x[i], shifted => Loss(name, [.. x[..i], shifted, .. x[(i + 1)..]], weights, attributes, opset).item<double>());
            TensorAssert.Close(expected, variable.grad!, 1e-6);
        }
    }

    private static Tensor Weights(string name, Tensor[] x, Dictionary<string, AttributeValue>? attributes, long opset)
    {
        var y = SingleNode.Run(name, x, attributes, opset)[0];
        Assert.Equal(ScalarType.Float64, y.dtype);
        return rand(y.shape, ScalarType.Float64) + 0.5;
    }

    private static Tensor Loss(string name, Tensor[] x, Tensor weights, Dictionary<string, AttributeValue>? attributes, long opset) =>
        (SingleNode.Run(name, x, attributes, opset)[0] * weights).sum();

    private static Tensor Differences(Tensor x, Func<Tensor, double> loss)
    {
        var count = x.numel();
        var differences = new double[count];
        for (var i = 0L; i < count; i++)
        {
            using var scope = NewDisposeScope();
            var step = zeros(count, ScalarType.Float64);
            step[i] = Step;
            step = step.reshape(x.shape);
            differences[i] = (loss(x + step) - loss(x - step)) / (2 * Step);
        }

        return tensor(differences, x.shape);
    }
}
