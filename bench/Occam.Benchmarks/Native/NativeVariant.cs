using System.Globalization;

namespace Occam.Benchmarks.Native;

/// <summary>One native set-up to measure.</summary>
/// <param name="Name">Its name in the results.</param>
/// <param name="Options">What <see cref="NativeStep"/> sets: allocator, nnpack, onednn, threads, pool.</param>
/// <param name="Environment">Variables that native libraries read when they load.</param>
internal sealed record NativeVariant(string Name, string Options, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly Dictionary<string, string> None = [];
    private static readonly Dictionary<string, string> HugeBlocks = new(StringComparer.Ordinal) { ["THP_MEM_ALLOC_ENABLE"] = "1" };

    /// <summary>All variants; the first is the one that ratios refer to.</summary>
    public static IReadOnlyList<NativeVariant> All { get; } =
    [
        new("no set-up (oneDNN repaired)", "allocator=default nnpack=on threads=1", None),
        new("NNPACK off", "allocator=default threads=1", None),
        new("mallopt", "allocator=heap threads=1", None),
        new("mallopt + huge pages 256 MB", "allocator=256 threads=1", None),
        new("mallopt + huge pages 1 GB", "allocator=1024 threads=1", None),
        new("mallopt + huge pages 4 GB", "allocator=4096 threads=1", None),
        new("mallopt + huge blocks by LibTorch", "allocator=heap threads=1", HugeBlocks),
        new("mallopt + huge pages 4 GB on a pool thread", "allocator=4096 threads=1 pool=on", None),
        new("mallopt + huge pages 4 GB and NNPACK on", "allocator=4096 threads=1 nnpack=on", None),
        new("mallopt + huge pages 4 GB and oneDNN off", "allocator=4096 threads=1 onednn=off", None),
        new("mallopt + huge pages 4 GB and 2 threads", "allocator=4096 threads=2", None),
        new("mallopt + huge pages 4 GB and 2 threads that never spin", "allocator=4096 threads=2", Spin(0)),
        new("mallopt + huge pages 4 GB and 2 threads that spin 1000 times", "allocator=4096 threads=2", Spin(1_000)),
        new("mallopt + huge pages 4 GB and 2 threads that spin 10000 times", "allocator=4096 threads=2", Spin(10_000)),
        new("LibTorch.EnsureReady", "allocator=ready", None),
    ];

    private static Dictionary<string, string> Spin(int count) => new(StringComparer.Ordinal) { ["GOMP_SPINCOUNT"] = count.ToString(CultureInfo.InvariantCulture) };
}
