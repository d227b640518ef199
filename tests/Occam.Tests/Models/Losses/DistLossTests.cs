using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class DistLossTests
{
    [Fact]
    public void Loss_is_the_formula_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new DistLoss(new() { Weight = 0.7, Temperature = 2, InterWeight = 1.5, IntraWeight = 0.5 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));

        Assert.Equal(0.7 * Plain(Numbers(student), Numbers(teacher)), loss.Compute(student, teacher).item<double>(), 1e-9);
    }

    [Fact]
    public void Gradient_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var loss = new DistLoss(new() { Weight = 0.7, Temperature = 2, InterWeight = 1.5, IntraWeight = 0.5 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));

        LossGradient.Check(loss, ("student", student), ("teacher", teacher));
    }

    [Fact]
    public void Shapes_that_do_not_suit_are_named()
    {
        using var scope = NewDisposeScope();
        using var loss = new DistLoss(new() { Weight = 0.7, Temperature = 2, InterWeight = 1.5, IntraWeight = 0.5 });

        var error = Assert.Throws<ArgumentException>(() => loss.Compute(zeros(3, 4), zeros(2, 4)));

        Assert.Contains("[3, 4]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", error.Message, StringComparison.Ordinal);
    }

    private static double Plain(double[] s, double[] t)
    {
        double[] p = [.. Enumerable.Range(0, 3).SelectMany(n => PlainMath.Softmax(t[(4 * n)..((4 * n) + 4)], 2))];
        double[] q = [.. Enumerable.Range(0, 3).SelectMany(n => PlainMath.Softmax(s[(4 * n)..((4 * n) + 4)], 2))];
        var rows = Enumerable.Range(0, 3).Average(n => PlainMath.Correlation(p[(4 * n)..((4 * n) + 4)], q[(4 * n)..((4 * n) + 4)]));
        var columns = Enumerable.Range(0, 4).Average(c => PlainMath.Correlation([p[c], p[c + 4], p[c + 8]], [q[c], q[c + 4], q[c + 8]]));
        return 4 * ((1.5 * (1 - rows)) + (0.5 * (1 - columns)));
    }

    private static double[] Numbers(Tensor tensor) => tensor.contiguous().data<double>().ToArray();
}
