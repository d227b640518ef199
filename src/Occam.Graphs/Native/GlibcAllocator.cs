using System.Runtime.InteropServices;

namespace Occam.Graphs.Native;

/// <summary>Keeps glibc from returning tensors' memory to the system after every use; page faults otherwise dominate a training step.</summary>
internal static partial class GlibcAllocator
{
    private const int MaximumMapCount = -4; // M_MMAP_MAX
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int TopPad = -2; // M_TOP_PAD
    private const int TopPadBytes = 64 << 20;
    private const int UseHugePages = 14; // MADV_HUGEPAGE
    private const long HugePage = 2L << 20;
    private const long DefaultReserve = 4L << 30;
    private const int Failed = -1;
    private const string OvercommitSetting = "/proc/sys/vm/overcommit_memory";

    /// <summary>glibc's version; null where the C library is another.</summary>
    public static string? LibraryVersion => IsGlibc() ? Marshal.PtrToStringUTF8(GetVersion()) : null;

    /// <summary>Tunes the allocator of this process; does nothing on other systems than glibc's.</summary>
    /// <param name="hugePageBytes">The address range to mark for huge pages, at most half of the memory; 0 for none.</param>
    public static AllocatorSettings Tune(long hugePageBytes = DefaultReserve)
    {
        if (!IsGlibc())
        {
            return new(false, 0);
        }

        // No block gets a mapping of its own, and the heap is never trimmed: freed tensors are used again as they are, pages and all.
        var tuned = SetOption(MaximumMapCount, 0) == 1 && SetOption(TrimThreshold, -1) == 1 && SetOption(TopPad, TopPadBytes) == 1;
        return new(tuned, tuned && hugePageBytes > 0 ? AllowHugePages(hugePageBytes) : 0);
    }

    private static bool IsGlibc() => OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _);

    // Grows the heap's top by address space only, marks that range for huge pages, and hands it back to the heap, which never trims it.
    private static long AllowHugePages(long wanted)
    {
        if (CountsEveryReservation())
        {
            return 0;
        }

        var length = Math.Min(wanted, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2) / HugePage * HugePage;
        var block = Allocate((nuint)length);
        if (block == 0)
        {
            return 0;
        }

        var start = (nint)((block + HugePage - 1) / HugePage * HugePage);
        var advised = block + (nint)length - start;
        var result = Advise(start, (nuint)advised, UseHugePages);
        Free(block);
        return result == Failed ? 0 : advised;
    }

    // Where the system accounts for address space as for memory (vm.overcommit_memory = 2), the range would be taken from others.
    private static bool CountsEveryReservation() =>
        File.Exists(OvercommitSetting) && File.ReadAllText(OvercommitSetting).StartsWith('2');

    [LibraryImport("libc", EntryPoint = "gnu_get_libc_version")]
    private static partial nint GetVersion();

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc")]
    private static partial nint Allocate(nuint length);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint block);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint length, int advice);
}
