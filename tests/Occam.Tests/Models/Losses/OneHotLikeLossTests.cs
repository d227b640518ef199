using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class OneHotLikeLossTests
{
    [Fact]
    public void Loss_is_the_formula_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new OneHotLikeLoss(new() { Weight = 0.7 });
        var teacher = LossGradient.Random(1, 3, 4);

        Assert.Equal(0.7 * Plain(Numbers(teacher)), loss.Compute(teacher).item<double>(), 1e-9);
    }

    [Fact]
    public void Gradient_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var loss = new OneHotLikeLoss(new() { Weight = 0.7 });
        var teacher = LossGradient.Random(1, 3, 4);

        LossGradient.Check(loss, ("teacher", teacher));
    }

    [Fact]
    public void Samples_given_twice_change_nothing()
    {
        using var scope = NewDisposeScope();
        using var loss = new OneHotLikeLoss(new() { Weight = 0.7 });
        var teacher = LossGradient.Random(1, 3, 4);

        Assert.Equal(loss.Compute(teacher).item<double>(), loss.Compute(teacher.repeat(2, 1)).item<double>(), 1e-9);
    }

    private static double Plain(double[] t)
    {
        return Enumerable.Range(0, 3).Average(n => -Math.Log(PlainMath.Softmax(t[(4 * n)..((4 * n) + 4)], 1).Max()));
    }

    private static double[] Numbers(Tensor tensor) => tensor.contiguous().data<double>().ToArray();
}
