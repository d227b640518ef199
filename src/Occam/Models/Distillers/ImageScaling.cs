using Occam.Datasets;
using Occam.Datasets.Loading;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Distillers;

/// <summary>Brings images that are normalised for one network to another's normalisation: x (d / d') + (m - m') / d', each channel with its own numbers.</summary>
internal sealed class ImageScaling : IDisposable
{
    private static readonly Scalar One = 1;
    private readonly Tensor _factors;
    private readonly Tensor _summands;

    private ImageScaling(Normalisation from, Normalisation to, InputLayout layout, Device? device)
    {
        using var scope = NewDisposeScope();
        long[] shape = layout == InputLayout.ChannelsLast ? [1, 1, 1, -1] : [1, -1, 1, 1];
        Tensor Of(Func<int, float> number) => tensor(Enumerable.Range(0, from.Mean.Count).Select(number).ToArray()).reshape(shape).to(device ?? CPU).MoveToOuterDisposeScope().DetachFromDisposeScope();
        _factors = Of(i => from.Deviation[i] / to.Deviation[i]);
        _summands = Of(i => (from.Mean[i] - to.Mean[i]) / to.Deviation[i]);
    }

    /// <summary>What a network needs; null where it is fed as the other one, or does not say how.</summary>
    public static ImageScaling? Between(InputSpec from, InputSpec to, Device? device) =>
        from.Normalisation is { } own && to.Normalisation is { } other && own.Mean.Count == other.Mean.Count
        && !(own.Mean.SequenceEqual(other.Mean) && own.Deviation.SequenceEqual(other.Deviation))
            ? new(own, other, from.Layout, device)
            : null;

    /// <summary>The images as the other network takes them.</summary>
    public Tensor Apply(Tensor images) => images.mul(_factors).add(_summands, One);

    public void Dispose()
    {
        _factors.Dispose();
        _summands.Dispose();
    }
}
