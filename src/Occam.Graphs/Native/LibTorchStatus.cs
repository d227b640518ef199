namespace Occam.Graphs.Native;

/// <summary>The state of LibTorch in this process after <see cref="LibTorch.EnsureReady"/>.</summary>
public sealed record LibTorchStatus
{
    /// <summary>LibTorch's version, for example 2.10.0.</summary>
    public required Version Version { get; init; }

    /// <summary>How convolutions came to be right.</summary>
    public required OneDnnState OneDnn { get; init; }

    /// <summary>The self-test before any repair; null where the cache record was seen to be broken and was repaired first.</summary>
    public SelfTestResult? SelfTestBefore { get; init; }

    /// <summary>The last self-test, which passed.</summary>
    public required SelfTestResult SelfTest { get; init; }

    /// <summary>oneDNN's cache sizes as found; null where the record was not found or not recognised.</summary>
    public string? CacheRecordBefore { get; init; }

    /// <summary>oneDNN's cache sizes as they are now; null where the record was not found or not recognised.</summary>
    public string? CacheRecord { get; init; }

    /// <summary>What was done to the C library's allocator.</summary>
    public required AllocatorSettings Allocator { get; init; }

    /// <summary>Threads of one operator at start; <see cref="LibTorch.Threads"/> may have changed them since.</summary>
    public required int Threads { get; init; }

    /// <summary>How often a thread that waits for the others polls before it sleeps (GOMP_SPINCOUNT); null for the OpenMP runtime's default.</summary>
    public string? SpinCount { get; init; }

    /// <summary>Whether NNPACK, which prints an error per convolution where it cannot start, is off.</summary>
    public required bool NnPackOff { get; init; }

    /// <summary>Whether TorchSharp's native library runs from a copy in memory, because the system's libstdc++ is older than it asks for.</summary>
    public required bool LoadedFromCopy { get; init; }

    /// <summary>The time that loading, tuning, repair and self-test took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the user should know; empty where all is well.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
