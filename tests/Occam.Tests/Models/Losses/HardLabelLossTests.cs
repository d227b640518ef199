using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class HardLabelLossTests
{
    [Fact]
    public void Loss_is_the_formula_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new HardLabelLoss(new() { Weight = 0.7 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));

        Assert.Equal(0.7 * Plain(Numbers(student), Numbers(teacher)), loss.Compute(student, teacher).item<double>(), 1e-9);
    }

    [Fact]
    public void Gradient_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var loss = new HardLabelLoss(new() { Weight = 0.7 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));

        LossGradient.Check(loss, ("student", student), ("teacher", teacher));
    }

    [Fact]
    public void Samples_given_twice_change_nothing()
    {
        using var scope = NewDisposeScope();
        using var loss = new HardLabelLoss(new() { Weight = 0.7 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));

        Assert.Equal(loss.Compute(student, teacher).item<double>(), loss.Compute(student.repeat(2, 1), teacher.repeat(2, 1)).item<double>(), 1e-9);
    }

    [Fact]
    public void Shapes_that_do_not_suit_are_named()
    {
        using var scope = NewDisposeScope();
        using var loss = new HardLabelLoss(new() { Weight = 0.7 });

        var error = Assert.Throws<ArgumentException>(() => loss.Compute(zeros(3, 4), zeros(2, 4)));

        Assert.Contains("[3, 4]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", error.Message, StringComparison.Ordinal);
    }

    private static double Plain(double[] s, double[] t)
    {
        return Enumerable.Range(0, 3).Average(n =>
        {
            var row = t[(4 * n)..((4 * n) + 4)];
            return -Math.Log(PlainMath.Softmax(s[(4 * n)..((4 * n) + 4)], 1)[Array.IndexOf(row, row.Max())]);
        });
    }

    private static double[] Numbers(Tensor tensor) => tensor.contiguous().data<double>().ToArray();
}
