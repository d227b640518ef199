using Occam.Onnx.Quantization;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training;

/// <summary>
/// The exponential moving average of the range of activations that share a scale (Jacob et al. 2018, section 3.1), which sets the scale and the zero point of their fake-quantizers after
/// each step.
/// </summary>
internal sealed class MovingRange : IDisposable
{
    private readonly Tensor _state;
    private ValueRange? _seen;
    private Tensor? _scale;
    private Tensor? _zeroPoint;
    private QuantizationScheme _scheme = QuantizationScheme.Activations;

    /// <summary>Starts from a calibrated range.</summary>
    public MovingRange(ValueRange range)
    {
        _state = tensor([range.Minimum, range.Maximum], ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <summary>The average as [minimum, maximum], float64: what a checkpoint holds.</summary>
    public Tensor State => _state;

    /// <summary>Whether it sets the scale of a fake-quantizer.</summary>
    public bool IsBound => _scale is not null;

    /// <summary>Says which scale and zero point it sets.</summary>
    public void Bind(Tensor scale, Tensor zeroPoint, QuantizationScheme scheme) => (_scale, _zeroPoint, _scheme) = (scale, zeroPoint, scheme);

    /// <summary>Takes in an activation of the current step.</summary>
    /// <exception cref="QuantizationException">A number is not finite.</exception>
    public void See(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var (low, high) = aminmax(tensor.detach());
        var range = new ValueRange(low.item<float>(), high.item<float>());
        if (!double.IsFinite(range.Minimum) || !double.IsFinite(range.Maximum))
        {
            throw new QuantizationException($"An activation reaches from {range.Minimum} to {range.Maximum} while training for quantization: a lower learning rate usually helps.");
        }

        _seen = _seen?.Union(range) ?? range;
    }

    /// <summary>Ends a step: averages what was seen, unless it is frozen, and sets scale and zero point.</summary>
    /// <param name="share">The weight of the newest range.</param>
    /// <param name="isFrozen">Whether the average stays as it is.</param>
    public void Settle(double share, bool isFrozen)
    {
        if (_seen is { } seen && !isFrozen)
        {
            using var scope = NewDisposeScope();
            var average = _state.data<double>().ToArray();
            double[] moved = [average[0] + (share * (seen.Minimum - average[0])), average[1] + (share * (seen.Maximum - average[1]))];
            _state.copy_(from_array(moved));
            var parameters = QuantizationParameters.Covering(moved[0], moved[1], _scheme);
            using Scalar scale = parameters.Scale;
            using Scalar zeroPoint = (float)parameters.ZeroPoint;
            _scale!.fill_(scale);
            _zeroPoint!.fill_(zeroPoint);
        }

        _seen = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();
}
