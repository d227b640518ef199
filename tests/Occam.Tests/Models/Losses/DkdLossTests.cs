using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class DkdLossTests
{
    [Fact]
    public void Loss_is_the_formula_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new DkdLoss(new() { Weight = 0.7, Temperature = 2, TargetWeight = 1.5, OtherWeight = 0.5 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));
        using var labels = tensor(new long[] { 2, 0, 3 });

        Assert.Equal(0.7 * Plain(Numbers(student), Numbers(teacher)), loss.Compute(student, teacher, labels).item<double>(), 1e-9);
    }

    [Fact]
    public void Gradient_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var loss = new DkdLoss(new() { Weight = 0.7, Temperature = 2, TargetWeight = 1.5, OtherWeight = 0.5 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));
        using var labels = tensor(new long[] { 2, 0, 3 });

        LossGradient.Check(loss, ("student", student), ("teacher", teacher), ("labels", labels));
    }

    [Fact]
    public void Samples_given_twice_change_nothing()
    {
        using var scope = NewDisposeScope();
        using var loss = new DkdLoss(new() { Weight = 0.7, Temperature = 2, TargetWeight = 1.5, OtherWeight = 0.5 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));
        using var labels = tensor(new long[] { 2, 0, 3 });

        Assert.Equal(loss.Compute(student, teacher, labels).item<double>(), loss.Compute(student.repeat(2, 1), teacher.repeat(2, 1), labels.repeat(2)).item<double>(), 1e-9);
    }

    [Fact]
    public void Shapes_that_do_not_suit_are_named()
    {
        using var scope = NewDisposeScope();
        using var loss = new DkdLoss(new() { Weight = 0.7, Temperature = 2, TargetWeight = 1.5, OtherWeight = 0.5 });

        var error = Assert.Throws<ArgumentException>(() => loss.Compute(zeros(3, 4), zeros(2, 4), zeros(3, ScalarType.Int64)));

        Assert.Contains("[3, 4]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", error.Message, StringComparison.Ordinal);
    }

    private static double Plain(double[] s, double[] t)
    {
        int[] labels = [2, 0, 3];
        return 4 * Enumerable.Range(0, 3).Average(n =>
        {
            var (p, q) = (PlainMath.Softmax(t[(4 * n)..((4 * n) + 4)], 2), PlainMath.Softmax(s[(4 * n)..((4 * n) + 4)], 2));
            var (a, b) = (p[labels[n]], q[labels[n]]);
            var others = Enumerable.Range(0, 4).Where(c => c != labels[n]).ToArray();
            var rest = PlainMath.Divergence([.. others.Select(c => p[c] / (1 - a))], [.. others.Select(c => q[c] / (1 - b))]);
            return (1.5 * PlainMath.Divergence([a, 1 - a], [b, 1 - b])) + (0.5 * rest);
        });
    }

    private static double[] Numbers(Tensor tensor) => tensor.contiguous().data<double>().ToArray();
}
