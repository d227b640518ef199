using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Occam.Datasets.Tensors;

/// <summary>Reads NumPy's files: <c>.npy</c>, one array, and <c>.npz</c>, a zip of them (NumPy enhancement proposal 1).</summary>
internal static partial class NpyFile
{
    private const int LongestData = 2_000_000_000;
    private const int LongestHeader = 1 << 20;

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal) { "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1" };

    /// <summary>Reads the arrays of a file by name; a <c>.npy</c> has one, named after the file.</summary>
    /// <exception cref="DataException">The file is not such a file; the message names it and says what is wrong.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path)
    {
        try
        {
            if (!path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            {
                using var file = File.OpenRead(path);
                return new Dictionary<string, NpyArray>(StringComparer.Ordinal) { [Path.GetFileNameWithoutExtension(path)] = Read(file, path) };
            }

            using var archive = ZipFile.OpenRead(path);
            var arrays = new Dictionary<string, NpyArray>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".npy", StringComparison.Ordinal)))
            {
                using var stream = entry.Open();
                arrays.Add(entry.FullName[..^4], Read(stream, $"{path}:{entry.FullName[..^4]}"));
            }

            return arrays.Count > 0 ? arrays : throw new DataException($"'{path}' has no arrays.");
        }
        catch (EndOfStreamException e)
        {
            throw new DataException($"'{path}' ends too early: it is cut off.", e);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"'{path}' is damaged: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static NpyArray Read(Stream stream, string path)
    {
        var start = new byte[8];
        stream.ReadExactly(start);
        if (start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
        {
            throw new DataException($"'{path}' is no array of NumPy's: it does not start with \\x93NUMPY.");
        }

        var length = new byte[start[6] == 1 ? 2 : 4];
        stream.ReadExactly(length);
        var headerLength = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : (int)Math.Min(LongestHeader + 1, BinaryPrimitives.ReadUInt32LittleEndian(length));
        if (headerLength > LongestHeader)
        {
            throw new DataException($"'{path}': the header is longer than {LongestHeader:N0} bytes.");
        }

        var header = new byte[headerLength];
        stream.ReadExactly(header);
        var (type, shape) = Parse(Encoding.UTF8.GetString(header), path);
        return new(path, type, shape, ReadData(stream, type, shape, path));
    }

    private static (string Type, int[] Shape) Parse(string header, string path)
    {
        var (descr, order, shape) = (Description().Match(header), Order().Match(header), Shape().Match(header));
        if (!descr.Success || !order.Success || !shape.Success)
        {
            throw new DataException($"'{path}': the header '{header.Trim()}' says no type, order and shape.");
        }

        var (endian, type) = (descr.Groups["endian"].Value, descr.Groups["type"].Value);
        if (!Types.Contains(type) || endian is ">")
        {
            throw new DataException($"'{path}' has numbers of type '{endian}{type}'; wanted are little-endian {string.Join(", ", Types.Order(StringComparer.Ordinal))}.");
        }

        int[] sizes = [.. shape.Groups["sizes"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1)];
        return order.Groups["order"].Value is "True" && sizes.Length > 1
            ? throw new DataException($"'{path}' is in column-major order (fortran_order); save it with numpy.ascontiguousarray.")
            : (type, sizes);
    }

    private static byte[] ReadData(Stream stream, string type, int[] shape, string path)
    {
        var length = (long)(type[1] - '0');
        foreach (var size in shape)
        {
            length = size < 0 ? -1 : Math.Min(length * size, LongestData + 1L);
            if (length is < 0 or > LongestData)
            {
                throw new DataException($"'{path}': the shape ({string.Join(", ", shape)}) is damaged, or over {LongestData:N0} bytes.");
            }
        }

        using var data = new MemoryStream((int)Math.Min(length, 64 << 20));
        stream.CopyTo(data);
        return data.Length == length ? data.ToArray() : throw new DataException($"'{path}' holds {data.Length:N0} bytes of data, but its header promises {length:N0}.");
    }

    [GeneratedRegex(@"'descr'\s*:\s*'(?<endian>[<>|=]?)(?<type>[a-z]\d+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Description();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(?<order>True|False)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape'\s*:\s*\((?<sizes>[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
