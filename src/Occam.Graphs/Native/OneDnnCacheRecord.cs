namespace Occam.Graphs.Native;

/// <summary>oneDNN's record of the processor's data caches (its <c>Xbyak::util::Cpu</c>), as an array of 32-bit words.</summary>
/// <remarks>
/// Hypervisors whose CPUID has no cache leaves leave sizes of one byte there. oneDNN 3.7.1 then blocks its reorders wrongly and
/// convolutions read channel padding that nobody zeroed. Words 7-16 hold sizes by level, 17-26 the cores that share each, 27 the number of levels.
/// </remarks>
internal static class OneDnnCacheRecord
{
    /// <summary>The mangled name of the record's symbol.</summary>
    public const string Symbol = "_ZZN4dnnl4impl3cpu3x643cpuEvE4cpu_";

    /// <summary>The record's length in words.</summary>
    public const int Length = 36;

    private const int Sizes = 7;
    private const int Sharing = 17;
    private const int Levels = 27;
    private const int KnownLevels = 3;
    private const uint SmallestSane = 1024;
    private const uint LargestCoreCount = 1 << 16;

    // The values that the repair was measured with: 32 KB, 1 MB, 4 MB.
    private static ReadOnlySpan<uint> Replacement => [32 << 10, 1 << 20, 4 << 20];

    /// <summary>
    /// Whether the words look like the broken record and nothing else: three levels, each shared by a plausible number of cores,
    /// every size of a level under 1 KB and none beyond the third.
    /// </summary>
    public static bool IsBroken(ReadOnlySpan<uint> record) => IsPlausible(record) && record[Sizes] < SmallestSane && record[Sizes + 1] < SmallestSane
        && record[Sizes + 2] < SmallestSane;

    /// <summary>Whether the words look like a record whose every size could be a real cache's.</summary>
    public static bool IsSane(ReadOnlySpan<uint> record) => IsPlausible(record) && record[Sizes] >= SmallestSane && record[Sizes + 1] >= SmallestSane
        && record[Sizes + 2] >= SmallestSane;

    /// <summary>Writes 32 KB, 1 MB and 4 MB over the sizes of a record that <see cref="IsBroken"/>; does nothing to any other.</summary>
    /// <returns>Whether the record was changed.</returns>
    public static bool Repair(Span<uint> record)
    {
        if (!IsBroken(record))
        {
            return false;
        }

        Replacement.CopyTo(record[Sizes..]);
        return true;
    }

    /// <summary>The sizes of the three levels in bytes, as text.</summary>
    public static string Describe(ReadOnlySpan<uint> record) => $"L1 {record[Sizes]} B, L2 {record[Sizes + 1]} B, L3 {record[Sizes + 2]} B";

    private static bool IsPlausible(ReadOnlySpan<uint> record)
    {
        if (record.Length != Length || record[Levels] != KnownLevels)
        {
            return false;
        }

        for (var level = 0; level < Sharing - Sizes; level++)
        {
            var (size, cores) = (record[Sizes + level], record[Sharing + level]);
            if (level < KnownLevels ? cores is 0 or > LargestCoreCount || size == 0 : cores != 0 || size != 0)
            {
                return false;
            }
        }

        return true;
    }
}
