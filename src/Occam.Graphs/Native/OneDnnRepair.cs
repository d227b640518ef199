using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Occam.Graphs.Native;

/// <summary>Finds oneDNN's cache record in this process and repairs it where it is broken.</summary>
/// <param name="Before">The sizes as found; null where there is no record that is understood.</param>
/// <param name="After">The sizes as they are now.</param>
/// <param name="Repaired">Whether they were changed.</param>
internal sealed record OneDnnRepair(string? Before, string? After, bool Repaired)
{
    // The record's layout is known for this LibTorch; another version's memory is never written.
    private static readonly Version Known = new(2, 10, 0);

    /// <summary>Repairs the record before oneDNN has built anything that depends on it.</summary>
    /// <remarks>Primitives built before the repair stay wrong in oneDNN's cache, so nothing may convolve before this.</remarks>
    public static unsafe OneDnnRepair Apply(Version version)
    {
        if (version != Known || RuntimeInformation.ProcessArchitecture != Architecture.X64
            || LoadedLibrary.Find("libtorch_cpu.so") is not { } library
            || ElfImage.FindObject(library.Path, OneDnnCacheRecord.Symbol, OneDnnCacheRecord.Length * sizeof(uint)) is not { } symbol)
        {
            return new(null, null, false);
        }

        BuildRecord();
        var record = new Span<uint>((void*)(library.Base + (nuint)symbol.Address), OneDnnCacheRecord.Length);
        if (!OneDnnCacheRecord.IsBroken(record) && !OneDnnCacheRecord.IsSane(record))
        {
            return new(null, null, false);
        }

        var before = OneDnnCacheRecord.Describe(record);
        var repaired = OneDnnCacheRecord.Repair(record);
        return new(before, OneDnnCacheRecord.Describe(record), repaired);
    }

    // oneDNN fills the record at its first primitive. This one has 16 channels, which even the broken record gets right,
    // and a shape that no network has.
    private static void BuildRecord()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        nn.functional.conv2d(ones(2, 16, 3, 2), ones(16, 16, 1, 1));
    }
}
