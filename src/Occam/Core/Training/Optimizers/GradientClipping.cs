using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Core.Training.Optimizers;

/// <summary>Keeps gradients within limits, in place: each element within a magnitude, then all together within a Euclidean norm.</summary>
/// <remarks>As PyTorch's clip_grad_value_ and clip_grad_norm_ (which adds 1e-6 to the norm it divides by); Pascanu et al. 2013, algorithm 1.</remarks>
internal sealed class GradientClipping(double? maxNorm, double? maxValue) : IDisposable
{
    private static readonly Scalar Small = 1e-6;
    private static readonly Scalar One = 1;

    private readonly Scalar? _maxNorm = maxNorm is { } norm ? (Scalar)norm : null;
    private readonly Scalar? _low = maxValue is { } low ? (Scalar)(-low) : null;
    private readonly Scalar? _high = maxValue is { } high ? (Scalar)high : null;

    public void Apply(IReadOnlyList<Tensor> gradients)
    {
        using var scope = NewDisposeScope();
        foreach (var gradient in _high is null ? [] : gradients)
        {
            gradient.clamp_(_low!, _high);
        }

        if (_maxNorm is null || gradients.Count == 0)
        {
            return;
        }

        var norm = stack(gradients.Select(gradient => gradient.square().sum())).sum().sqrt();
        var factor = norm.add(Small, One).reciprocal().mul(_maxNorm).clamp_max(One);
        foreach (var gradient in gradients)
        {
            gradient.mul_(factor);
        }
    }

    public void Dispose()
    {
        _maxNorm?.Dispose();
        _low?.Dispose();
        _high?.Dispose();
    }
}
