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
    /// <returns>Whether a requirement was changed; false where the image has none or it is weak already.</returns>
    public static bool Weaken(Span<byte> image, string version)
    {
        if (image.Length < 64 || !image[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            return false;
        }

        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(image[0x28..]);
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3A..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3C..]);
        var changed = false;
        for (var i = 0; i < count; i++)
        {
            var header = image[(sections + (i * entrySize))..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == VersionNeedSection)
            {
                var link = (int)BinaryPrimitives.ReadUInt32LittleEndian(header[0x28..]);
                var strings = (int)BinaryPrimitives.ReadInt64LittleEndian(image[(sections + (link * entrySize) + 0x18)..]);
                changed |= WeakenIn(image, header, strings, Encoding.ASCII.GetBytes(version));
            }
        }

        return changed;
    }

    // Verneed records (one a needed library) each head a chain of vernaux records (one a needed version).
    private static bool WeakenIn(Span<byte> image, ReadOnlySpan<byte> header, int strings, ReadOnlySpan<byte> version)
    {
        var changed = false;
        var need = (int)BinaryPrimitives.ReadInt64LittleEndian(header[0x18..]);
        var libraries = BinaryPrimitives.ReadUInt32LittleEndian(header[0x2C..]);
        for (var i = 0; i < libraries; i++)
        {
            var auxiliary = need + (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(need + 8)..]);
            int versions = BinaryPrimitives.ReadUInt16LittleEndian(image[(need + 2)..]);
            for (var j = 0; j < versions; j++)
            {
                var name = image[(strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(auxiliary + 8)..]))..];
                var flags = BinaryPrimitives.ReadUInt16LittleEndian(image[(auxiliary + 4)..]);
                if (name[..name.IndexOf((byte)0)].SequenceEqual(version) && (flags & WeakFlag) == 0)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(image[(auxiliary + 4)..], (ushort)(flags | WeakFlag));
                    changed = true;
                }

                auxiliary += (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(auxiliary + 12)..]);
            }

            need += (int)BinaryPrimitives.ReadUInt32LittleEndian(image[(need + 12)..]);
        }

        return changed;
    }
}
