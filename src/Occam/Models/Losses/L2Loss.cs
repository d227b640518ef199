using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// The squared distance: factor * sum (s - t)^2 / N of samples scaled to length 1. [N, ...] of one shape.
/// </summary>
/// <remarks>Romero et al., "FitNets", ICLR 2015, equation 3.</remarks>
public sealed class L2Loss : PairLoss
{
    private readonly L2Options _options;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public L2Loss(L2Options options)
        : base(options) => _options = options;

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        var (s, t) = _options.Normalise ? (nn.functional.normalize(student.flatten(1)), nn.functional.normalize(teacher.flatten(1))) : (student, teacher);
        var sum = _options.Root ? linalg.vector_norm(s.sub(t)) : s.sub(t).square().sum();
        using Scalar factor = _options.Factor / (_options.DivideByElements ? student.numel() : student.shape[0]);
        return sum.mul(factor);
    }
}
