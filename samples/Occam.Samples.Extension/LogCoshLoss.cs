using Occam.Models.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Samples.Extension;

/// <summary>A stranger's loss: the mean of log(cosh(student - teacher)), which is quadratic near zero and linear far from it. [N, ...] of one shape.</summary>
/// <remarks>Computed as log((exp(d) + exp(-d)) / 2), so that large differences stay finite.</remarks>
public sealed class LogCoshLoss(LogCoshOptions options) : PairLoss(options)
{
    private static readonly Scalar LogTwo = Math.Log(2);

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        var difference = student.sub(teacher);
        return logaddexp(difference, difference.neg()).mean().sub(LogTwo);
    }
}
