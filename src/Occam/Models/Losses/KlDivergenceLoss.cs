using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// The distance of a student's class probabilities from its teacher's: weight * tau^2 * KL(softmax(T / tau) || softmax(S / tau)), the mean over
/// the batch. The factor tau^2 keeps the gradient's size independent of the temperature.
/// </summary>
/// <remarks>Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network", section 2. No gradient flows to the teacher.</remarks>
public sealed class KlDivergenceLoss : IDisposable
{
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _factor;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public KlDivergenceLoss(KlDivergenceOptions options)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _inverseTemperature = 1 / options.Temperature;
        _factor = options.Weight * options.Temperature * options.Temperature;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's logits, float [N, classes].</param>
    /// <param name="teacher">The teacher's logits, of the same shape.</param>
    /// <returns>A scalar, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are not [N, classes].</exception>
    public Tensor Compute(Tensor student, Tensor teacher)
    {
        if (student.Dimensions != 2 || !student.shape.AsSpan().SequenceEqual(teacher.shape))
        {
            throw new ArgumentException(
                $"Student and teacher have to give logits [N, classes] of one shape, but give [{string.Join(", ", student.shape)}] and [{string.Join(", ", teacher.shape)}].", nameof(student));
        }

        using var scope = NewDisposeScope();
        var log = teacher.detach().mul(_inverseTemperature).log_softmax(1);
        var difference = log.sub(student.mul(_inverseTemperature).log_softmax(1));
        return log.exp().mul(difference).sum(1).mean().mul(_factor).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inverseTemperature.Dispose();
        _factor.Dispose();
    }
}
