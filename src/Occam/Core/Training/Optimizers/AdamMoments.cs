using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Core.Training.Optimizers;

/// <summary>The averages of gradients and of their squares that Adam and AdamW step by.</summary>
/// <remarks>
/// m = b1 * m + (1 - b1) * g; v = b2 * v + (1 - b2) * g^2; w -= rate / (1 - b1^t) * m / (sqrt(v / (1 - b2^t)) + eps), t the parameter's own steps from 1
/// (Kingma and Ba 2015, algorithm 1; as PyTorch).
/// </remarks>
internal sealed class AdamMoments(double beta1, double beta2, double epsilon) : IDisposable
{
    private static readonly Scalar One = 1;
    public const string Average = "average";
    public const string Square = "square";

    private readonly Scalar _beta1 = beta1;
    private readonly Scalar _rest1 = 1 - beta1;
    private readonly Scalar _beta2 = beta2;
    private readonly Scalar _rest2 = 1 - beta2;
    private readonly Scalar _epsilon = epsilon;

    public static IEnumerable<string> Problems(double beta1, double beta2, double epsilon)
    {
        (bool Sound, string Problem)[] checks =
        [
            (beta1 is >= 0 and < 1, $"Beta1 has to be from 0 to below 1, but is {beta1}."),
            (beta2 is >= 0 and < 1, $"Beta2 has to be from 0 to below 1, but is {beta2}."),
            (epsilon > 0, $"Epsilon has to be over 0, but is {epsilon}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }

    public void Step(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        var (average, square) = (parameter.Slots[Average], parameter.Slots[Square]);
        var time = parameter.Steps + 1;
        using Scalar unbias = 1 / Math.Sqrt(1 - Math.Pow(beta2, time));
        using Scalar down = -learningRate / (1 - Math.Pow(beta1, time));
        average.mul_(_beta1).add_(gradient, _rest1);
        square.mul_(_beta2).addcmul_(gradient, gradient, _rest2);
        parameter.Weight.addcdiv_(average, square.sqrt().mul_(unbias).add_(_epsilon, One), down);
    }

    public void Dispose()
    {
        foreach (var scalar in new[] { _beta1, _rest1, _beta2, _rest2, _epsilon })
        {
            scalar.Dispose();
        }
    }
}
