using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>Streams the mean and the variance of each channel (axis 1) of a value, in float64.</summary>
internal sealed class ChannelStatistics : IDisposable
{
    private static readonly Scalar One = 1;
    private Tensor? _mean;
    private Tensor? _squares;
    private double _count;

    /// <summary>The mean [C] of what was seen; null before the first batch.</summary>
    public Tensor? Mean => _mean;

    /// <summary>Whether every tensor seen had more than one position a channel and sample.</summary>
    public bool IsSpatial { get; private set; } = true;

    /// <summary>Adds a tensor [N, C, ...]: Chan's update of mean and sum of squared deviations.</summary>
    public void Add(Tensor x)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var channels = x.shape[1];
        IsSpatial &= x.numel() > x.shape[0] * channels;
        var rows = x.detach().to(ScalarType.Float64).transpose(0, 1).reshape(channels, -1);
        var count = (double)rows.shape[1];
        if (count == 0)
        {
            return;
        }

        var mean = rows.mean([1]);
        var squares = rows.sub(mean.unsqueeze(1)).square().sum(1);
        if (_mean is not null)
        {
            var (delta, total) = (mean.sub(_mean), _count + count);
            Scalar share = count / total;
            Scalar weight = _count * count / total;
            mean = _mean.add(delta.mul(share), One);
            squares = _squares!.add(squares, One).add(delta.square().mul(weight), One);
        }

        Dispose();
        (_mean, _squares, _count) = (mean.DetachFromDisposeScope(), squares.DetachFromDisposeScope(), _count + count);
    }

    /// <summary>The biased variance [C], in the caller's dispose scope.</summary>
    public Tensor Variance()
    {
        using var scope = NewDisposeScope();
        Scalar count = _count;
        return _squares!.div(count).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean?.Dispose();
        _squares?.Dispose();
    }
}
