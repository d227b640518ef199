namespace Occam.Datasets.Loading;

/// <summary>A small counter-based random generator: its numbers depend on the seed alone, not on who draws them or when.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").</remarks>
internal struct SplitMix
{
    private ulong _state;

    /// <summary>Starts a sequence for a seed and up to two counters, for example an epoch and an image.</summary>
    public SplitMix(long seed, long first = 0, long second = 0)
    {
        _state = (ulong)seed;
        _state = Next() ^ (ulong)first;
        _state = Next() ^ (ulong)second;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="bound"/> (at least 1).</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}
