using Occam.Models.Quantizers.Observers;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training;

/// <summary>What training starts from: an activation's range and its mean magnitude.</summary>
internal sealed class ActivityObserver : Observer
{
    private readonly MinMaxObserver _range = new();
    private double _sum;

    /// <summary>The mean of |x|; 0 where nothing was seen.</summary>
    public double MeanMagnitude => Count == 0 ? 0 : _sum / Count;

    /// <inheritdoc/>
    public override ValueRange Range() => _range.Range();

    /// <inheritdoc/>
    protected override void Take(Tensor tensor, float minimum, float maximum)
    {
        _range.Observe(tensor);
        _sum += tensor.abs().sum(ScalarType.Float64).item<double>();
    }
}
