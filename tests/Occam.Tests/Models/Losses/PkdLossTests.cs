using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class PkdLossTests
{
    [Fact]
    public void Loss_is_the_formula_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new PkdLoss(new() { Weight = 0.7 });
        var (student, teacher) = (LossGradient.Random(1, 2, 3, 2, 2), LossGradient.Random(2, 2, 3, 2, 2));

        Assert.Equal(0.7 * Plain(Numbers(student), Numbers(teacher)), loss.Compute(student, teacher).item<double>(), 1e-9);
    }

    [Fact]
    public void Gradient_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var loss = new PkdLoss(new() { Weight = 0.7 });
        var (student, teacher) = (LossGradient.Random(1, 2, 3, 2, 2), LossGradient.Random(2, 2, 3, 2, 2));

        LossGradient.Check(loss, ("student", student), ("teacher", teacher));
    }

    [Fact]
    public void Shapes_that_do_not_suit_are_named()
    {
        using var scope = NewDisposeScope();
        using var loss = new PkdLoss(new() { Weight = 0.7 });

        var error = Assert.Throws<ArgumentException>(() => loss.Compute(zeros(3, 4), zeros(2, 4)));

        Assert.Contains("[3, 4]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", error.Message, StringComparison.Ordinal);
    }

    private static double Plain(double[] s, double[] t)
    {
        return Enumerable.Range(0, 3).Average(c => Standard(s, c).Zip(Standard(t, c), (a, b) => (a - b) * (a - b)).Average()) / 2;

        static double[] Standard(double[] x, int channel)
        {
            double[] numbers = [.. Enumerable.Range(0, 8).Select(i => x[(12 * (i / 4)) + (4 * channel) + (i % 4)])];
            var mean = numbers.Average();
            var deviation = Math.Sqrt(numbers.Sum(v => (v - mean) * (v - mean)) / 7);
            return [.. numbers.Select(v => (v - mean) / (deviation + 1e-6))];
        }
    }

    private static double[] Numbers(Tensor tensor) => tensor.contiguous().data<double>().ToArray();
}
