using Occam.Datasets.Transforms;
using static TorchSharp.torch;

namespace Occam.Datasets.Mixing;

/// <summary>
/// Puts a rectangle of another image into each one (Yun et al. 2019, "CutMix", section 3.1). The rectangle's centre is anywhere, what reaches over the edge is cut
/// off, and the label's share is that of the pixels that are left, exactly.
/// </summary>
public sealed class CutMix : BatchMix
{
    private readonly CutMixOptions _options;
    private readonly (int Rows, int Columns) _axes;

    /// <summary>Creates the mix.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">The order of the images' axes.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CutMix(CutMixOptions options, MixContext context)
    {
        Transform.ThrowIfAny(options.Problems());
        (_options, _axes) = (options, context.Layout == InputLayout.ChannelsFirst ? (2, 3) : (1, 2));
    }

    /// <inheritdoc/>
    protected override (Tensor Images, double Share) Mix(Tensor own, Tensor others, ImageRandom random)
    {
        var side = Math.Sqrt(1 - random.Beta(_options.Alpha));
        var (top, height) = Range((int)own.size(_axes.Rows), side, random);
        var (left, width) = Range((int)own.size(_axes.Columns), side, random);
        var images = own.clone();
        if (height > 0 && width > 0)
        {
            Cut(images).copy_(Cut(others));
        }

        return (images, 1 - ((double)height * width / (own.size(_axes.Rows) * own.size(_axes.Columns))));

        Tensor Cut(Tensor from) => from.narrow(_axes.Rows, top, height).narrow(_axes.Columns, left, width);
    }

    private static (int First, int Length) Range(int size, double share, ImageRandom random)
    {
        var length = (int)(size * share);
        var first = random.Below(size) - (length / 2);
        var end = Math.Min(size, first + length);
        first = Math.Max(0, first);
        return (first, Math.Max(0, end - first));
    }
}
