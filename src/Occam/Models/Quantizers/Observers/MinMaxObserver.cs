using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Observers;

/// <summary>Covers everything that was seen.</summary>
public sealed class MinMaxObserver : Observer
{
    private ValueRange? _range;

    /// <inheritdoc/>
    public override ValueRange Range() => _range ?? default;

    /// <inheritdoc/>
    protected override void Take(Tensor tensor, float minimum, float maximum)
    {
        var seen = new ValueRange(minimum, maximum);
        _range = _range?.Union(seen) ?? seen;
    }
}
