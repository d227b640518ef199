using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>A resolved window: what PyTorch's convolutions take, and what has to be padded before them.</summary>
/// <param name="Strides">Strides a spatial axis.</param>
/// <param name="Dilations">Dilations a spatial axis.</param>
/// <param name="Begins">Padding before each spatial axis.</param>
/// <param name="Ends">Padding behind each spatial axis.</param>
internal readonly record struct Window(long[] Strides, long[] Dilations, long[] Begins, long[] Ends)
{
    /// <summary>Whether both sides are padded alike (and not negatively), so that a convolution can pad by itself.</summary>
    public bool IsSymmetric => Begins.AsSpan().SequenceEqual(Ends) && Array.TrueForAll(Begins, pad => pad >= 0);

    /// <summary>The padding left to the convolution itself.</summary>
    public long[] Padding => IsSymmetric ? Begins : new long[Begins.Length];

    /// <summary>Pads the input where the convolution cannot do it itself, with zeros or the given value.</summary>
    public Tensor PadAsymmetric(Tensor x, double value = 0) => IsSymmetric ? x : PadAll(x, value);

    /// <summary>Pads the input on all sides.</summary>
    public Tensor PadAll(Tensor x, double value = 0)
    {
        // PyTorch lists the last axis first, begin and end of each.
        var pads = new long[Begins.Length * 2];
        for (var i = 0; i < Begins.Length; i++)
        {
            pads[2 * i] = Begins[^(i + 1)];
            pads[(2 * i) + 1] = Ends[^(i + 1)];
        }

        return nn.functional.pad(x, pads, PaddingModes.Constant, value);
    }
}
