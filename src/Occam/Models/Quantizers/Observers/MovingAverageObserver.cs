using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Observers;

/// <summary>Covers the exponential moving average of each batch's lowest and highest numbers (Jacob et al. 2018, section 3.1): one odd batch moves it little. The first batch starts it.</summary>
/// <param name="share">The weight of the newest batch, above 0, at most 1. Default 0.1, for the few batches of a calibration.</param>
public sealed class MovingAverageObserver(double share = 0.1) : Observer
{
    private readonly double _share = share is > 0 and <= 1
        ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, "A share above 0 and at most 1 is wanted.");

    private ValueRange? _range;

    /// <inheritdoc/>
    public override ValueRange Range() => _range ?? default;

    /// <inheritdoc/>
    protected override void Take(Tensor tensor, float minimum, float maximum) =>
        _range = _range is { } range
            ? new(range.Minimum + (_share * (minimum - range.Minimum)), range.Maximum + (_share * (maximum - range.Maximum)))
            : new ValueRange(minimum, maximum);
}
