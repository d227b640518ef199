using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Observers;

/// <summary>Covers the range, among shrunk versions of what was seen, for which the mean squared error of quantization is least.</summary>
/// <param name="scheme">The scheme that the range is for; default that of activations.</param>
public sealed class MeanSquaredErrorObserver(QuantizationScheme? scheme = null) : Observer
{
    private const int Candidates = 64;
    private readonly QuantizationScheme _scheme = scheme ?? QuantizationScheme.Activations;
    private readonly StreamingHistogram _histogram = new();

    /// <inheritdoc/>
    public override ValueRange Range()
    {
        if (_histogram.Total == 0)
        {
            return default;
        }

        var best = new ValueRange(_histogram.Minimum, _histogram.Maximum);
        var least = Error(best);
        for (var i = 1; i < Candidates; i++)
        {
            var share = 1 - (i / (double)Candidates);
            var candidate = new ValueRange(_histogram.Minimum * share, _histogram.Maximum * share);
            var error = Error(candidate);
            if (error < least)
            {
                (best, least) = (candidate, error);
            }
        }

        return best;
    }

    /// <inheritdoc/>
    protected override void Take(Tensor tensor, float minimum, float maximum) => _histogram.Add(tensor, minimum, maximum);

    // Inside the range the numbers of a bin are spread over the steps: a mean error of scale^2 / 12 each; outside, the distance to the bound.
    private double Error(ValueRange range)
    {
        var parameters = QuantizationParameters.Covering(range.Minimum, range.Maximum, _scheme);
        var (low, high) = (parameters.Dequantize(_scheme.Lowest), parameters.Dequantize(_scheme.Highest));
        var rounding = (double)parameters.Scale * parameters.Scale / 12;
        var sum = -_histogram.Zeros * rounding; // exact zeros have no error
        for (var i = 0; i < _histogram.Counts.Length; i++)
        {
            var x = _histogram.Edge(i) + (_histogram.Width / 2);
            var outside = Math.Max(0, Math.Max(low - x, x - high));
            sum += _histogram.Counts[i] * (outside > 0 ? outside * outside : rounding);
        }

        return sum;
    }
}
