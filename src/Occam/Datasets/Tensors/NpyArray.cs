using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Occam.Datasets.Tensors;

/// <summary>An array of NumPy's, in row-major order and little-endian.</summary>
/// <param name="Path">The file, with the entry's name where it is an archive; for messages.</param>
/// <param name="Type">The kind and bytes of a number: f2, f4, f8, i1 to i8, u1 to u8, b1.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Bytes">The numbers.</param>
internal sealed record NpyArray(string Path, string Type, IReadOnlyList<int> Shape, byte[] Bytes)
{
    /// <summary>The numbers.</summary>
    public int Count => Bytes.Length / ItemBytes;

    /// <summary>Numbers along all axes but the first.</summary>
    public int RowLength => Shape.Skip(1).Aggregate(1, (product, size) => checked(product * size));

    /// <summary>Whether the numbers are 8-bit unsigned, as pixels are.</summary>
    public bool IsBytes => Type is "u1";

    private int ItemBytes => Type[1] - '0';

    /// <summary>Writes some numbers as floats.</summary>
    public void ToFloats(int first, Span<float> target)
    {
        if (Type is "f4")
        {
            MemoryMarshal.Cast<byte, float>(Bytes.AsSpan(first * 4, target.Length * 4)).CopyTo(target);
            return;
        }

        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (float)Number(first + i);
        }
    }

    /// <summary>A number as a label.</summary>
    /// <exception cref="DataException">It is no whole number from 0 on.</exception>
    public int ToLabel(int index)
    {
        var number = Number(index);
        return number >= 0 && number <= int.MaxValue && number == Math.Floor(number)
            ? (int)number
            : throw new DataException($"'{Path}', row {index}: the label is {number}; a whole number from 0 on is wanted.");
    }

    private double Number(int index)
    {
        var bytes = Bytes.AsSpan(index * ItemBytes, ItemBytes);
        return Type switch
        {
            "f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            "f8" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            "f2" => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            "u1" or "b1" => bytes[0],
            "i1" => (sbyte)bytes[0],
            "i2" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            "u2" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            "i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            "u4" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            "i8" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
    }
}
