using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Observers;

/// <summary>
/// A histogram of a stream whose range is not known beforehand: a fixed number of bins of a power-of-two width, aligned at 0. Where a
/// number falls outside, the width doubles and neighbouring bins are added up, so nothing is ever redistributed by guess. Of tensors
/// of more than <see cref="SampleLimit"/> elements an evenly spread sample is counted.
/// </summary>
public sealed class StreamingHistogram
{
    /// <summary>The number of bins.</summary>
    public const int Bins = 4096;

    /// <summary>The number of elements of one tensor that are counted at most.</summary>
    public const int SampleLimit = 1 << 18;

    private readonly long[] _counts = new long[Bins];
    private long _first;

    /// <summary>The number of counted elements.</summary>
    public long Total { get; private set; }

    /// <summary>The number of counted elements that are exactly 0 (what Relu leaves), which every quantization keeps.</summary>
    public long Zeros { get; private set; }

    /// <summary>The lowest number seen.</summary>
    public double Minimum { get; private set; } = double.PositiveInfinity;

    /// <summary>The highest number seen.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>The width of a bin; 0 before the first number.</summary>
    public double Width { get; private set; }

    /// <summary>The counts; bin i holds numbers from <see cref="Edge"/>(i) up to <see cref="Edge"/>(i + 1).</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The lower edge of a bin.</summary>
    public double Edge(int bin) => (_first + bin) * Width;

    /// <summary>Counts a tensor.</summary>
    /// <param name="tensor">Any shape, float32, finite.</param>
    /// <param name="minimum">Its lowest number.</param>
    /// <param name="maximum">Its highest number.</param>
    public void Add(Tensor tensor, float minimum, float maximum)
    {
        Minimum = Math.Min(Minimum, minimum);
        Maximum = Math.Max(Maximum, maximum);
        Cover();
        using var scope = NewDisposeScope();
        var flat = tensor.cpu().contiguous().reshape(-1);
        var numbers = MemoryMarshal.Cast<byte, float>(flat.bytes);
        var stride = 1 + ((numbers.Length - 1) / SampleLimit);
        var (scale, first) = (1 / Width, _first);
        for (var i = 0; i < numbers.Length; i += stride)
        {
            // The power-of-two width makes the product exact: a number never lands beside its bin.
            _counts[(int)((long)Math.Floor(numbers[i] * scale) - first)]++;
            Zeros += numbers[i] == 0 ? 1 : 0;
            Total++;
        }
    }

    private void Cover()
    {
        if (Width == 0)
        {
            var span = Math.Max(Maximum, 0) - Math.Min(Minimum, 0);
            Width = span == 0 ? Math.ScaleB(1, -100) : Math.ScaleB(1, Math.ILogB(span) + 2 - (int)Math.Log2(Bins));
            _first = Start(Minimum, Width);
        }

        var (doublings, width, first) = (0, Width, _first);
        while (!Fits(Minimum, Maximum, width, first))
        {
            doublings++;
            width *= 2;
            first = Start(Minimum, width);
        }

        if (doublings > 0)
        {
            Merge(Math.Min(doublings, 63), first);
            (Width, _first) = (width, first);
        }
    }

    private void Merge(int doublings, long first)
    {
        var old = _counts.ToArray();
        Array.Clear(_counts);
        for (var i = 0; i < Bins; i++)
        {
            if (old[i] > 0)
            {
                _counts[(int)(((_first + i) >> doublings) - first)] += old[i];
            }
        }
    }

    // A quarter of the bins below the lowest number, but none below 0 where nothing is negative.
    private static long Start(double minimum, double width) => minimum >= 0 ? 0 : (long)Math.Floor(minimum / width) - (Bins / 4);

    private static bool Fits(double minimum, double maximum, double width, long first) =>
        Math.Abs(minimum / width) < long.MaxValue / 4.0
        && Math.Floor(minimum / width) >= first
        && Math.Floor(maximum / width) < (double)first + Bins;
}
