using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class LabelLossTests
{
    [Fact]
    public void Loss_is_the_smoothed_cross_entropy_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new LabelLoss(new() { Weight = 2, LabelSmoothing = 0.1 });
        var student = LossGradient.Random(1, 3, 4);
        var labels = tensor(new long[] { 2, 0, 3 });
        var rows = student.data<double>().ToArray();

        var expected = Enumerable.Range(0, 3).Average(n =>
        {
            var p = PlainMath.Softmax(rows[(4 * n)..((4 * n) + 4)], 1);
            return Enumerable.Range(0, 4).Sum(c => -((c == (n == 0 ? 2 : n == 1 ? 0 : 3) ? 0.9 : 0) + 0.025) * Math.Log(p[c]));
        });

        Assert.Equal(2 * expected, loss.Compute(student, labels).item<double>(), 1e-9);
    }

    [Fact]
    public void Labels_of_another_batch_are_refused()
    {
        using var scope = NewDisposeScope();
        using var loss = new LabelLoss(new());

        Assert.Contains("[3, 4] and [2]", Assert.Throws<ArgumentException>(() => loss.Compute(zeros(3, 4), zeros(2, ScalarType.Int64))).Message, StringComparison.Ordinal);
    }
}
