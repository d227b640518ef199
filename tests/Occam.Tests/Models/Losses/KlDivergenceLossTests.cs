using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class KlDivergenceLossTests
{
    private static readonly float[,] Student = { { 1.5f, -0.5f, 0.25f }, { 0f, 2f, -1f } };
    private static readonly float[,] Teacher = { { 0.5f, 1f, -2f }, { 3f, -1f, 0.5f } };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(2.5, 0.3)]
    public void Loss_is_the_closed_form(double temperature, double weight)
    {
        using var scope = NewDisposeScope();
        using var loss = new KlDivergenceLoss(new() { Temperature = temperature, Weight = weight });

        var actual = loss.Compute(tensor(Student), tensor(Teacher)).item<float>();

        Assert.Equal(Expected(temperature, weight), actual, 1e-5);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    public void Gradient_is_the_difference_of_the_probabilities(double temperature, double weight)
    {
        using var scope = NewDisposeScope();
        using var loss = new KlDivergenceLoss(new() { Temperature = temperature, Weight = weight });
        var (student, teacher) = (tensor(Student, requires_grad: true), tensor(Teacher, requires_grad: true));

        loss.Compute(student, teacher).backward();

        // d/dS w tau^2 / N * KL = w tau / N * (softmax(S / tau) - softmax(T / tau))
        for (var n = 0; n < 2; n++)
        {
            var (p, q) = (Softmax(Teacher, n, temperature), Softmax(Student, n, temperature));
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(weight * temperature / 2 * (q[c] - p[c]), student.grad![n, c].item<float>(), 1e-5);
            }
        }

        Assert.Null(teacher.grad);
    }

    [Fact]
    public void Loss_of_equal_logits_is_zero()
    {
        using var scope = NewDisposeScope();
        using var loss = new KlDivergenceLoss(new() { Temperature = 3 });

        Assert.Equal(0, loss.Compute(tensor(Teacher), tensor(Teacher)).item<float>(), 1e-6);
    }

    [Fact]
    public void Other_shapes_are_refused_with_both_named()
    {
        using var scope = NewDisposeScope();
        using var loss = new KlDivergenceLoss(new());

        var error = Assert.Throws<ArgumentException>(() => loss.Compute(zeros(2, 3), zeros(2, 4)));

        Assert.Contains("[2, 3] and [2, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Temperature_of_zero_is_refused() =>
        Assert.Throws<ArgumentException>(() => new KlDivergenceLoss(new() { Temperature = 0 }));

    private static double Expected(double temperature, double weight)
    {
        var sum = 0.0;
        for (var n = 0; n < 2; n++)
        {
            var (p, q) = (Softmax(Teacher, n, temperature), Softmax(Student, n, temperature));
            sum += p.Zip(q, (a, b) => a * Math.Log(a / b)).Sum();
        }

        return weight * temperature * temperature * sum / 2;
    }

    private static double[] Softmax(float[,] logits, int row, double temperature)
    {
        var exponentials = Enumerable.Range(0, 3).Select(c => Math.Exp(logits[row, c] / temperature)).ToArray();
        return [.. exponentials.Select(x => x / exponentials.Sum())];
    }
}
