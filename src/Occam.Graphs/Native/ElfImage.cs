using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Occam.Graphs.Native;

/// <summary>Looks up local symbols in a 64-bit little-endian ELF file, reading only the sections it needs.</summary>
internal static class ElfImage
{
    private const uint SymbolTable = 2; // SHT_SYMTAB
    private const int DataObject = 1; // STT_OBJECT
    private const int SymbolSize = 24;
    private const int ChunkSize = SymbolSize * 8192;

    /// <summary>Finds a data object by name and exact size; null where the file has none, is stripped or is not such a file.</summary>
    /// <param name="path">The shared object.</param>
    /// <param name="name">The mangled name.</param>
    /// <param name="size">The object's size in bytes. Names are read only for symbols of that size, which keeps this to milliseconds.</param>
    public static ElfSymbol? FindObject(string path, string name, ulong size)
    {
        using var file = File.OpenHandle(path);
        Span<byte> header = stackalloc byte[64];
        if (!Reads(file, header, 0) || !header[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadInt64LittleEndian(header[0x28..]);
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(header[0x3A..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[0x3C..]);
        var sections = new byte[entrySize is < 64 or > 256 ? 0 : entrySize * count];
        if (sections.Length == 0 || !Reads(file, sections, offset))
        {
            return null;
        }

        for (var i = 0; i < count; i++)
        {
            var section = sections.AsSpan(i * entrySize, entrySize);
            var link = BinaryPrimitives.ReadUInt32LittleEndian(section[0x28..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) == SymbolTable && link < count)
            {
                var strings = BinaryPrimitives.ReadInt64LittleEndian(sections.AsSpan((int)link * entrySize)[0x18..]);
                return FindIn(file, section, strings, Encoding.ASCII.GetBytes(name + '\0'), size);
            }
        }

        return null;
    }

    private static ElfSymbol? FindIn(SafeFileHandle file, ReadOnlySpan<byte> section, long strings, ReadOnlySpan<byte> name, ulong size)
    {
        var position = BinaryPrimitives.ReadInt64LittleEndian(section[0x18..]);
        var remaining = BinaryPrimitives.ReadInt64LittleEndian(section[0x20..]);
        var buffer = new byte[ChunkSize];
        Span<byte> found = stackalloc byte[name.Length];
        while (remaining >= SymbolSize)
        {
            var chunk = buffer.AsSpan(0, (int)(Math.Min(ChunkSize, remaining) / SymbolSize * SymbolSize));
            if (!Reads(file, chunk, position))
            {
                return null;
            }

            for (var i = 0; i < chunk.Length; i += SymbolSize)
            {
                var symbol = chunk.Slice(i, SymbolSize);
                if ((symbol[4] & 0xF) == DataObject && BinaryPrimitives.ReadUInt64LittleEndian(symbol[16..]) == size
                    && Reads(file, found, strings + BinaryPrimitives.ReadUInt32LittleEndian(symbol))
                    && found.SequenceEqual(name))
                {
                    return new(BinaryPrimitives.ReadUInt64LittleEndian(symbol[8..]), size);
                }
            }

            position += chunk.Length;
            remaining -= chunk.Length;
        }

        return null;
    }

    private static bool Reads(SafeFileHandle file, Span<byte> bytes, long offset) =>
        offset >= 0 && offset <= RandomAccess.GetLength(file) - bytes.Length && RandomAccess.Read(file, bytes, offset) == bytes.Length;
}
