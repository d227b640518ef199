using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Occam.Core.Training;
using static TorchSharp.torch;

namespace Occam.Models.Distillers;

/// <summary>
/// What a teacher computed of each image, in a file. Images are recognised by the bytes that the teacher would see, so that order, batches and epochs do not matter and a changed image
/// is never taken for another. Where images come changed every time (random augmentation, mixtures) there are no hits; it then stops to write after <c>patience</c> images.
/// </summary>
/// <remarks>The file is the teacher's and its recorded values' own: its name is a hash of both. What a killed run left unfinished at its end is cut off.</remarks>
internal sealed class TeacherCache : IDisposable
{
    private const int KeyBytes = 16;
    private readonly Dictionary<UInt128, long> _places = [];
    private readonly SafeFileHandle _file;
    private readonly long[][] _shapes;
    private readonly int _rowBytes;
    private readonly long _patience;
    private long _end;

    /// <summary>Opens the file, or starts it.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="teacher">The teacher with its recorded values, as bytes.</param>
    /// <param name="shapes">The shape of each value behind the batch axis; float32.</param>
    /// <param name="patience">Images without a hit after which nothing more is written.</param>
    /// <exception cref="TrainingException">The file cannot be opened.</exception>
    public TeacherCache(string folder, byte[] teacher, IEnumerable<long[]> shapes, long patience)
    {
        (_shapes, _patience) = ([.. shapes], patience);
        _rowBytes = sizeof(float) * (int)_shapes.Sum(Count);
        var path = Path.Combine(folder, $"teacher-{Convert.ToHexStringLower(SHA256.HashData(teacher).AsSpan(0, 8))}.cache");
        try
        {
            Directory.CreateDirectory(folder);
            _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var key = new byte[KeyBytes];
            for (var length = RandomAccess.GetLength(_file); _end + KeyBytes + _rowBytes <= length; _end += KeyBytes + _rowBytes)
            {
                RandomAccess.Read(_file, key, _end);
                _places[MemoryMarshal.Read<UInt128>(key)] = _end + KeyBytes;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"The teacher's cache '{path}' cannot be used: {e.Message} Another run may have it open; give a folder of its own, or none.", e);
        }
    }

    /// <summary>Images that were found, since it was opened.</summary>
    public long Hits { get; private set; }

    /// <summary>Images that were not.</summary>
    public long Misses { get; private set; }

    /// <summary>Gives what the teacher computes of images, in the caller's dispose scope.</summary>
    /// <param name="images">The images, float32.</param>
    /// <param name="run">Runs the teacher, where one of them is not known.</param>
    public Tensor[] Get(Tensor images, Func<Tensor[]> run)
    {
        var keys = Keys(images);
        var known = keys.Count(_places.ContainsKey);
        (Hits, Misses) = (Hits + known, Misses + keys.Length - known);
        if (known == keys.Length)
        {
            return Read(keys, images.device);
        }

        var computed = run();
        if (Hits > 0 || Misses <= _patience)
        {
            Write(keys, computed);
        }

        return computed;
    }

    public void Dispose() => _file.Dispose();

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static UInt128[] Keys(Tensor images)
    {
        using var scope = NewDisposeScope();
        var bytes = images.cpu().contiguous().bytes;
        var size = bytes.Length / (int)images.shape[0];
        var keys = new UInt128[images.shape[0]];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < keys.Length; i++)
        {
            SHA256.HashData(bytes.Slice(i * size, size), hash);
            keys[i] = MemoryMarshal.Read<UInt128>(hash);
        }

        return keys;
    }

    private Tensor[] Read(UInt128[] keys, Device device)
    {
        using var scope = NewDisposeScope();
        var values = Array.ConvertAll(_shapes, shape => empty([keys.Length, .. shape], ScalarType.Float32));
        var row = new byte[_rowBytes];
        for (var i = 0; i < keys.Length; i++)
        {
            RandomAccess.Read(_file, row, _places[keys[i]]);
            var from = 0;
            foreach (var (value, shape) in values.Zip(_shapes))
            {
                var size = sizeof(float) * (int)Count(shape);
                row.AsSpan(from, size).CopyTo(value.bytes.Slice(i * size, size));
                from += size;
            }
        }

        return Array.ConvertAll(values, value => value.to(device).MoveToOuterDisposeScope());
    }

    private void Write(UInt128[] keys, Tensor[] values)
    {
        using var scope = NewDisposeScope();
        var plain = Array.ConvertAll(values, value => value.cpu().contiguous());
        var record = new byte[KeyBytes + _rowBytes];
        for (var i = 0; i < keys.Length; i++)
        {
            if (!_places.TryAdd(keys[i], _end + KeyBytes))
            {
                continue;
            }

            MemoryMarshal.Write(record, keys[i]);
            var to = KeyBytes;
            foreach (var (value, shape) in plain.Zip(_shapes))
            {
                var size = sizeof(float) * (int)Count(shape);
                value.bytes.Slice(i * size, size).CopyTo(record.AsSpan(to));
                to += size;
            }

            RandomAccess.Write(_file, record, _end);
            _end += record.Length;
        }
    }
}
