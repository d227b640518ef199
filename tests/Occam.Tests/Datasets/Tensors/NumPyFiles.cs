using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Occam.Tests.Datasets.Tensors;

/// <summary>Writes NumPy's files byte by byte, as its format says.</summary>
internal static class NumPyFiles
{
    /// <summary>The bytes of a <c>.npy</c>.</summary>
    public static byte[] Array<T>(string type, string shape, T[] numbers, string order = "False")
        where T : struct
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {order}, 'shape': ({shape}), }}";
        header = header.PadRight(128 - 10 - 1) + "\n";
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes(numbers.AsSpan())];
    }

    /// <summary>Writes a <c>.npz</c>.</summary>
    public static void Write(string path, params (string Name, byte[] Bytes)[] arrays)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in arrays)
        {
            using var stream = archive.CreateEntry(name + ".npy").Open();
            stream.Write(bytes);
        }
    }
}
