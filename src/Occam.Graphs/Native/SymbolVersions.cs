using System.Buffers.Binary;
using System.Text;

namespace Occam.Graphs.Native;

/// <summary>Edits the symbol-version requirements of a 64-bit little-endian ELF image.</summary>
internal static class SymbolVersions
{
    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort WeakFlag = 0x2; // VER_FLG_WEAK

    /// <summary>
    /// Marks a required version as weak, so that the dynamic linker accepts a library that lacks it.
    /// Safe only where no symbol of that version is called.
    /// </summary>
    /// <param name="image">The bytes of the shared object; changed in place.</param>
    /// <param name="version">The version's name, for example <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>
    /// Whether a requirement was changed; false where the image has none, it is weak already, or the bytes are no such image or end early.
    /// </returns>
    public static bool Weaken(Span<byte> image, string version)
    {
        if (image.Length < 64 || !image[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            return false;
        }

        var sections = Address(image, 0x28);
        var entrySize = Half(image, 0x3A);
        var count = Half(image, 0x3C);
        var name = Encoding.ASCII.GetBytes(version + '\0');
        var changed = false;
        for (var i = 0; i < count; i++)
        {
            var header = sections + (i * entrySize);
            if (Word(image, header + 4) == VersionNeedSection)
            {
                var strings = Address(image, sections + ((long)Word(image, header + 0x28) * entrySize) + 0x18);
                changed |= WeakenIn(image, Address(image, header + 0x18), strings, name);
            }
        }

        return changed;
    }

    // Verneed records (one a needed library) each head a chain of vernaux records (one a needed version).
    // Steps are unsigned and a step of 0 ends a chain, so every walk ends, at the latest beyond the image.
    private static bool WeakenIn(Span<byte> image, long need, long strings, ReadOnlySpan<byte> version)
    {
        var changed = false;
        uint nextNeed;
        do
        {
            var auxiliary = need + Word(image, need + 8);
            uint next;
            do
            {
                var flags = Half(image, auxiliary + 4);
                if ((flags & WeakFlag) == 0 && StartsWith(image, strings + Word(image, auxiliary + 8), version))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(image[(int)(auxiliary + 4)..], (ushort)(flags | WeakFlag));
                    changed = true;
                }

                next = Word(image, auxiliary + 12);
                auxiliary += next;
            }
            while (next != 0);

            nextNeed = Word(image, need + 12);
            need += nextNeed;
        }
        while (nextNeed != 0);

        return changed;
    }

    private static bool StartsWith(ReadOnlySpan<byte> image, long offset, ReadOnlySpan<byte> text) =>
        Holds(image, offset, text.Length) && image.Slice((int)offset, text.Length).SequenceEqual(text);

    // Reads beyond the image give 0, which every caller takes for an end.
    private static ushort Half(ReadOnlySpan<byte> image, long offset) =>
        Holds(image, offset, sizeof(ushort)) ? BinaryPrimitives.ReadUInt16LittleEndian(image[(int)offset..]) : (ushort)0;

    private static uint Word(ReadOnlySpan<byte> image, long offset) =>
        Holds(image, offset, sizeof(uint)) ? BinaryPrimitives.ReadUInt32LittleEndian(image[(int)offset..]) : 0;

    // An address beyond any image stays beyond it, and far from overflow.
    private static long Address(ReadOnlySpan<byte> image, long offset) =>
        Holds(image, offset, sizeof(long)) ? (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(image[(int)offset..]), uint.MaxValue) : uint.MaxValue;

    private static bool Holds(ReadOnlySpan<byte> image, long offset, int length) => offset >= 0 && offset <= image.Length - length;
}
