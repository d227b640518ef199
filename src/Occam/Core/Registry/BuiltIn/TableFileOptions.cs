using Occam.Core.Configs;
using Occam.Datasets.Tables;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>A table of numbers with a label column.</summary>
public sealed record TableFileOptions
{
    /// <summary>The file: <c>.csv</c>, <c>.tsv</c> or <c>.parquet</c>; or a folder with <c>train</c> and <c>test</c> of such a form.</summary>
    [FilePath]
    public required string Path { get; init; }

    /// <summary>The column of the labels, by name (without a header by number, from 0). Default the last one.</summary>
    public string? Label { get; init; }

    /// <summary>Whether no column is a label. Default no.</summary>
    public bool Unlabelled { get; init; }

    /// <summary>Columns that are left out, by name. Default none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Whether each column is brought to mean 0 and deviation 1 of the training file's rows. Default yes.</summary>
    public bool Normalise { get; init; } = true;

    /// <summary>What stands between the values of a CSV file, one character. Default whichever of comma, semicolon and tab the first line has most of.</summary>
    public string? Separator { get; init; }

    /// <summary>Whether the first line of a CSV file has the names. Default where one of its values is no number.</summary>
    public bool? Header { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Separator is null or { Length: 1 } ? [] : [$"Separator has to be one character, but is '{Separator}'."];

    /// <summary>How the table is read.</summary>
    internal TableOptions ToTable() => new() { Label = Label, Unlabelled = Unlabelled, Ignore = Ignore, Normalise = Normalise, Separator = Separator, Header = Header };
}
