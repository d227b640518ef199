using System.Buffers.Binary;
using System.IO.Compression;
using Occam.Onnx;

namespace Occam.Datasets;

/// <summary>Reads and writes the IDX files of MNIST: unsigned bytes behind a big-endian header, plain or gzip.</summary>
/// <remarks>Format: two zero bytes, a type byte (8: unsigned byte), the number of dimensions, each dimension as a 32-bit integer, the data.</remarks>
internal static class IdxFile
{
    private const byte UnsignedByte = 8;
    private const int LongestData = 2_000_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; gzip where it starts as gzip does, whatever its name.</param>
    /// <param name="rank">The number of dimensions that it must have.</param>
    /// <returns>The dimensions and the bytes.</returns>
    /// <exception cref="DataException">The file is not such a file; the message names it and says what is wrong.</exception>
    public static (int[] Dimensions, byte[] Data) Read(string path, int rank)
    {
        try
        {
            using var file = File.OpenRead(path);
            var gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using var stream = gzip ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
            return Read(stream, path, rank);
        }
        catch (EndOfStreamException e)
        {
            throw new DataException($"'{path}' ends too early: it is cut off.", e);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"'{path}' is a damaged gzip file: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes a gzip file, whole or not at all.</summary>
    public static void Write(string path, ReadOnlySpan<int> dimensions, ReadOnlySpan<byte> data)
    {
        using var file = new PendingFile(path);
        using (var stream = new GZipStream(file.Stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            stream.Write([0, 0, UnsignedByte, (byte)dimensions.Length]);
            Span<byte> number = stackalloc byte[4];
            foreach (var size in dimensions)
            {
                BinaryPrimitives.WriteInt32BigEndian(number, size);
                stream.Write(number);
            }

            stream.Write(data);
        }

        file.Keep();
    }

    private static (int[] Dimensions, byte[] Data) Read(Stream stream, string path, int rank)
    {
        var header = new byte[4 + (4 * rank)];
        stream.ReadExactly(header, 0, 4);
        if (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != rank)
        {
            throw new DataException(
                $"'{path}' is not an IDX file of {rank}-dimensional unsigned bytes: it starts with {Convert.ToHexString(header, 0, 4)}, wanted 000008{rank:X2}.");
        }

        stream.ReadExactly(header, 4, 4 * rank);
        var dimensions = new int[rank];
        var length = 1L;
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (4 * i)));
            length = dimensions[i] < 1 ? 0 : Math.Min(length * dimensions[i], LongestData + 1L);
            if (length is 0 or > LongestData)
            {
                throw new DataException($"'{path}': dimension {i} is {dimensions[i]}; wanted at least 1 and at most {LongestData:N0} bytes in all.");
            }
        }

        return (dimensions, ReadData(stream, (int)length, path));
    }

    // Grows with what is really there, so that a false header costs no memory.
    private static byte[] ReadData(Stream stream, int length, string path)
    {
        using var data = new MemoryStream(Math.Min(length, 64 << 20));
        stream.CopyTo(data);
        return data.Length == length
            ? data.ToArray()
            : throw new DataException($"'{path}' holds {data.Length:N0} bytes of data, but its header promises {length:N0}.");
    }
}
