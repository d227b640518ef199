using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Observers;

/// <summary>Keeps a histogram of what was seen, and chooses among shrunk versions of its range.</summary>
public abstract class HistogramObserver : Observer
{
    private protected const int Candidates = 64;

    private protected HistogramObserver(QuantizationScheme? scheme) => Scheme = scheme ?? QuantizationScheme.Activations;

    private protected QuantizationScheme Scheme { get; }

    private protected StreamingHistogram Histogram { get; } = new();

    /// <inheritdoc/>
    public sealed override ValueRange Range() => Histogram.Total == 0 ? default : Best(new(Histogram.Minimum, Histogram.Maximum));

    /// <inheritdoc/>
    protected sealed override void Take(Tensor tensor, float minimum, float maximum) => Histogram.Add(tensor, minimum, maximum);

    /// <summary>The share of a bound that a candidate keeps, from nearly all of it to nearly nothing.</summary>
    /// <param name="candidate">Its number, 1 to <see cref="Candidates"/> - 1.</param>
    private protected static double Share(int candidate) => 1 - (candidate / (double)Candidates);

    /// <summary>Chooses the range to quantize.</summary>
    /// <param name="seen">From the lowest number seen to the highest.</param>
    private protected abstract ValueRange Best(ValueRange seen);
}
