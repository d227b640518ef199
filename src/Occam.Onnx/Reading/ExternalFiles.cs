using System.Globalization;

namespace Occam.Onnx.Reading;

/// <summary>Finds tensor data that lies in files beside the model, and only there.</summary>
/// <param name="folder">The model's folder; null where the model was not read from a file.</param>
internal sealed class ExternalFiles(string? folder) : IDisposable
{
    private readonly Dictionary<string, FileSource> _files = new(StringComparer.Ordinal);

    /// <summary>The data of a tensor.</summary>
    /// <exception cref="OnnxException">The location leaves the folder, the file is missing, or the data lies outside it.</exception>
    public Region Find(TensorRecord record)
    {
        var location = record.Elsewhere!.GetValueOrDefault("location");
        if (string.IsNullOrEmpty(location))
        {
            throw record.Failure("is said to lie in another file, but no location is given");
        }

        if (folder is null)
        {
            throw record.Failure($"lies in another file, '{location}'; read the model from its path, or say which folder that is in");
        }

        var offset = Number(record, "offset") ?? 0;
        var length = Number(record, "length") ?? record.ByteCount;
        if (length != record.ByteCount)
        {
            throw record.Failure($"of {record.Type()} takes {record.ByteCount} bytes, but {length} are said to lie in '{location}'");
        }

        var path = Resolve(record, location);
        var available = new FileInfo(path) is { Exists: true } file ? file.Length : throw record.Failure($"lies in '{location}', but there is no such file in '{folder}'");
        if (offset > available || length > available - offset)
        {
            throw record.Failure($"is said to lie in '{location}' at byte {offset} with {length} bytes, but that file has {available}");
        }

        // A file of no length may be a pipe or a device, which is better not opened.
        return length == 0 ? Region.Of(new MemorySource(path, default)) : new Region(Open(path), offset, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private string Resolve(TensorRecord record, string location)
    {
        if (Path.IsPathRooted(location) || location.AsSpan().IndexOfAny('\\', ':', '\0') >= 0
            || location.Split('/').Any(part => string.Equals(part, "..", StringComparison.Ordinal)))
        {
            throw record.Failure($"is said to lie in '{location}'; that has to be a path inside the model's folder");
        }

        var root = RealPath.Of(folder!);
        var path = RealPath.Of(Path.Combine(folder!, location));
        return path.StartsWith(root.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw record.Failure($"is said to lie in '{location}', which is a link that leaves the model's folder; copy the file there");
    }

    private static long? Number(TensorRecord record, string key)
    {
        if (!record.Elsewhere!.TryGetValue(key, out var text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw record.Failure($"gives '{text}' as the {key} of its data in another file; that has to be a number of bytes");
    }

    private FileSource Open(string path)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            file = FileSource.Open(path);
            _files.Add(path, file);
        }

        return file;
    }
}
