using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class WsldLossTests
{
    [Fact]
    public void Loss_is_the_formula_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new WsldLoss(new() { Weight = 0.7, Temperature = 2 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));
        using var labels = tensor(new long[] { 2, 0, 3 });

        Assert.Equal(0.7 * Plain(Numbers(student), Numbers(teacher)), loss.Compute(student, teacher, labels).item<double>(), 1e-9);
    }

    [Fact]
    public void Gradient_takes_the_weight_of_a_sample_for_a_constant()
    {
        using var scope = NewDisposeScope();
        using var loss = new WsldLoss(new() { Weight = 0.7, Temperature = 2 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4).requires_grad_(), LossGradient.Random(2, 3, 4).requires_grad_());
        int[] classes = [2, 0, 3];
        using var labels = tensor(new long[] { 2, 0, 3 });

        loss.Compute(student, teacher, labels).backward();

        // w tau / N * (1 - exp(-CE_s / CE_t)) * (softmax(S / tau) - softmax(T / tau))
        var (s, t) = (Numbers(student.detach()), Numbers(teacher.detach()));
        for (var n = 0; n < 3; n++)
        {
            var (a, b) = (s[(4 * n)..((4 * n) + 4)], t[(4 * n)..((4 * n) + 4)]);
            var focus = 1 - Math.Exp(Math.Log(PlainMath.Softmax(a, 1)[classes[n]]) / (1e-7 - Math.Log(PlainMath.Softmax(b, 1)[classes[n]])));
            var (q, p) = (PlainMath.Softmax(a, 2), PlainMath.Softmax(b, 2));
            for (var c = 0; c < 4; c++)
            {
                Assert.Equal(0.7 * 2 / 3 * focus * (q[c] - p[c]), student.grad![n, c].item<double>(), 1e-9);
            }
        }

        Assert.Null(teacher.grad);
    }

    [Fact]
    public void Samples_given_twice_change_nothing()
    {
        using var scope = NewDisposeScope();
        using var loss = new WsldLoss(new() { Weight = 0.7, Temperature = 2 });
        var (student, teacher) = (LossGradient.Random(1, 3, 4), LossGradient.Random(2, 3, 4));
        using var labels = tensor(new long[] { 2, 0, 3 });

        Assert.Equal(loss.Compute(student, teacher, labels).item<double>(), loss.Compute(student.repeat(2, 1), teacher.repeat(2, 1), labels.repeat(2)).item<double>(), 1e-9);
    }

    [Fact]
    public void Shapes_that_do_not_suit_are_named()
    {
        using var scope = NewDisposeScope();
        using var loss = new WsldLoss(new() { Weight = 0.7, Temperature = 2 });

        var error = Assert.Throws<ArgumentException>(() => loss.Compute(zeros(3, 4), zeros(2, 4), zeros(3, ScalarType.Int64)));

        Assert.Contains("[3, 4]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 4]", error.Message, StringComparison.Ordinal);
    }

    private static double Plain(double[] s, double[] t)
    {
        int[] labels = [2, 0, 3];
        return 4 * Enumerable.Range(0, 3).Average(n =>
        {
            var (a, b) = (s[(4 * n)..((4 * n) + 4)], t[(4 * n)..((4 * n) + 4)]);
            var own = -Math.Log(PlainMath.Softmax(a, 1)[labels[n]]) / (-Math.Log(PlainMath.Softmax(b, 1)[labels[n]]) + 1e-7);
            return (1 - Math.Exp(-own)) * -PlainMath.Softmax(b, 2).Zip(PlainMath.Softmax(a, 2), (p, q) => p * Math.Log(q)).Sum();
        });
    }

    private static double[] Numbers(Tensor tensor) => tensor.contiguous().data<double>().ToArray();
}
