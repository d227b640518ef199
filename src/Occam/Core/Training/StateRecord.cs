using System.Globalization;
using System.Text;

namespace Occam.Core.Training;

/// <summary>Small facts by name that a checkpoint keeps beside its tensors: counters, choices, a graph as ONNX bytes.</summary>
public sealed class StateRecord
{
    private readonly SortedDictionary<string, byte[]> _entries = new(StringComparer.Ordinal);

    /// <summary>All entries, ordered by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Entries => _entries;

    /// <summary>Keeps bytes.</summary>
    public void Set(string name, byte[] value) => _entries[name] = value;

    /// <summary>Keeps a text.</summary>
    public void Set(string name, string value) => Set(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Keeps a whole number.</summary>
    public void Set(string name, long value) => Set(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Keeps a number, to the bit.</summary>
    public void Set(string name, double value) => Set(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The bytes of a name, or null.</summary>
    public byte[]? Bytes(string name) => _entries.GetValueOrDefault(name);

    /// <summary>The text of a name, or null.</summary>
    public string? Text(string name) => Bytes(name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The whole number of a name, or the default where there is none.</summary>
    public long Integer(string name, long missing = 0) => Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : missing;

    /// <summary>The number of a name, or the default where there is none.</summary>
    public double Number(string name, double missing = 0) => Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : missing;

    /// <summary>What is kept under names that begin with a prefix, as a record of its own without it.</summary>
    public StateRecord Part(string prefix)
    {
        var part = new StateRecord();
        foreach (var (name, value) in _entries.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            part.Set(name[prefix.Length..], value);
        }

        return part;
    }

    /// <summary>Takes over another record, each name behind a prefix.</summary>
    public void Add(string prefix, StateRecord part)
    {
        foreach (var (name, value) in part.Entries)
        {
            Set(prefix + name, value);
        }
    }
}
