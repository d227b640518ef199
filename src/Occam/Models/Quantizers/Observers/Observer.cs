using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Observers;

/// <summary>Watches a tensor over calibration batches, in bounded memory and one pass, and says what range to quantize.</summary>
public abstract class Observer
{
    /// <summary>How many elements were seen.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in a tensor.</summary>
    /// <param name="tensor">Any shape, float32; not kept, not disposed.</param>
    /// <exception cref="QuantizationException">A number is NaN or infinite.</exception>
    public void Observe(Tensor tensor)
    {
        if (tensor.numel() == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var plain = tensor.detach();
        var (low, high) = aminmax(plain);
        var (minimum, maximum) = (low.item<float>(), high.item<float>());
        if (!float.IsFinite(minimum) || !float.IsFinite(maximum))
        {
            throw new QuantizationException("holds numbers that are not finite");
        }

        Count += tensor.numel();
        Take(plain, minimum, maximum);
    }

    /// <summary>The range to quantize; empty (0 to 0) where nothing was seen.</summary>
    public abstract ValueRange Range();

    /// <summary>Takes in a tensor of finite numbers whose lowest and highest are known.</summary>
    /// <param name="tensor">Any shape, float32, not empty.</param>
    /// <param name="minimum">Its lowest number.</param>
    /// <param name="maximum">Its highest number.</param>
    protected abstract void Take(Tensor tensor, float minimum, float maximum);
}
