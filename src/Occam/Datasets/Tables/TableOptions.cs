namespace Occam.Datasets.Tables;

/// <summary>How a table is read.</summary>
public sealed record TableOptions
{
    /// <summary>The column of the labels, by name (without a header by number, from 0). Default the last one.</summary>
    public string? Label { get; init; }

    /// <summary>Whether no column is a label. Default no.</summary>
    public bool Unlabelled { get; init; }

    /// <summary>Columns that are left out, by name. Default none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Whether each column is brought to mean 0 and deviation 1 of the training rows. Default yes.</summary>
    public bool Normalise { get; init; } = true;

    /// <summary>What stands between the values of a CSV file, one character. Default whichever of comma, semicolon and tab the first line has most of.</summary>
    public string? Separator { get; init; }

    /// <summary>Whether the first line of a CSV file has the names. Default where one of its values is no number.</summary>
    public bool? Header { get; init; }
}
