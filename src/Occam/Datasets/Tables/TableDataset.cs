using System.Globalization;
using Occam.Datasets.Loading;

namespace Occam.Datasets.Tables;

/// <summary>The rows of a table as examples: all columns but the label's are numbers, [columns], normalised column by column. Held in memory.</summary>
public sealed class TableDataset : TensorDataset
{
    private readonly float[] _values;
    private readonly int[]? _labels;

    private TableDataset(float[] values, int[]? labels, IReadOnlyList<string> classes, IReadOnlyList<string> columns, Normalisation? normalisation)
    {
        (_values, _labels, Classes, Columns, Normalisation) = (values, labels, classes, columns, normalisation);
        Shape = [columns.Count];
    }

    /// <inheritdoc/>
    public override int Count => _values.Length / Columns.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<long> Shape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>The names of the columns that the network takes, in its order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override Normalisation? Normalisation { get; }

    /// <summary>Reads a table for training.</summary>
    /// <param name="path">A <c>.csv</c>, <c>.tsv</c> or <c>.parquet</c> file.</param>
    /// <param name="options">Which column is the label, and how the file is read.</param>
    /// <exception cref="DataException">The file is damaged, or a value is missing or no number; the message names file, row (from 1, the header not counted) and column.</exception>
    public static TableDataset Read(string path, TableOptions options) => Read(path, options, null);

    /// <summary>Reads a further table with the columns, classes and normalisation of this one, for example the test's.</summary>
    /// <exception cref="DataException">The table does not fit, besides what <see cref="Read(string, TableOptions)"/> says.</exception>
    public TableDataset ReadFurther(string path, TableOptions options) => Read(path, options, this);

    /// <inheritdoc/>
    public override int Label(int index) => _labels?[index] ?? Unlabelled;

    /// <inheritdoc/>
    public override void Read(int index, Span<float> values) => _values.AsSpan(index * Columns.Count, Columns.Count).CopyTo(values);

    private static TableDataset Read(string path, TableOptions options, TableDataset? model)
    {
        var columns = path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? ParquetFile.Read(path) : CsvFile.Read(path, options.Separator is { Length: > 0 } text ? text[0] : null, options.Header);
        var label = options.Unlabelled ? null : LabelColumn(columns, options.Label, path);
        TableColumn[] used = [.. columns.Where(column => column != label && !options.Ignore.Contains(column.Name, StringComparer.Ordinal))];
        if (used.Length == 0 || used[0].Count == 0)
        {
            throw new DataException($"'{path}' has {used.Length} columns beside the label and {columns[0].Count} rows; at least one of both is wanted.");
        }

        if (model is not null && !model.Columns.SequenceEqual(used.Select(column => column.Name), StringComparer.Ordinal))
        {
            throw new DataException($"'{path}' has the columns {string.Join(", ", used.Select(column => column.Name))}; the training table has {string.Join(", ", model.Columns)}.");
        }

        var classes = model?.Classes ?? (label is null ? [] : ClassesOf(label));
        var labels = label is null ? null : Labels(label, classes, path);
        var values = Values(used, path);
        var normalisation = model is not null ? model.Normalisation : options.Normalise ? Measure(values, used.Length) : null;
        Normalise(values, normalisation);
        return new(values, labels, classes, [.. used.Select(column => column.Name)], normalisation);
    }

    private static TableColumn LabelColumn(IReadOnlyList<TableColumn> columns, string? name, string path) =>
        name is null ? columns[^1] : columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal))
            ?? throw new DataException($"'{path}' has no column '{name}' for the labels; it has {string.Join(", ", columns.Select(column => column.Name))}.");

    // Numbers in their order, words in the ordinal one.
    private static string[] ClassesOf(TableColumn label)
    {
        var names = Enumerable.Range(0, label.Count).Select(label.Text).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        return Enumerable.Range(0, label.Count).All(row => label.Number(row) is not null)
            ? [.. names.OrderBy(name => double.Parse(name, CultureInfo.InvariantCulture))]
            : [.. names.Order(StringComparer.Ordinal)];
    }

    private static int[] Labels(TableColumn label, IReadOnlyList<string> classes, string path)
    {
        var numbers = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, label.Count).Select(row => numbers.TryGetValue(label.Text(row), out var number)
            ? number
            : throw new DataException($"'{path}', row {row + 1}: the label '{label.Text(row)}' in column '{label.Name}' is {(label.Text(row).Length == 0 ? "missing" : "none of the training table's classes")}."))];
    }

    private static float[] Values(TableColumn[] columns, string path)
    {
        var values = new float[columns[0].Count * columns.Length];
        for (var row = 0; row < columns[0].Count; row++)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                values[(row * columns.Length) + i] = (float)(columns[i].Number(row)
                    ?? throw new DataException($"'{path}', row {row + 1}, column '{columns[i].Name}': {(columns[i].Text(row) is { Length: > 0 } text ? $"'{text}' is no number" : "the value is missing")}. Make columns of words into numbers first, or name them in data.ignore."));
            }
        }

        return values;
    }

    private static Normalisation Measure(float[] values, int columns)
    {
        var (mean, deviation) = (new float[columns], new float[columns]);
        for (var i = 0; i < columns; i++)
        {
            var column = values.Where((_, at) => at % columns == i).Select(value => (double)value).ToArray();
            var average = column.Average();
            var spread = Math.Sqrt(column.Average(value => (value - average) * (value - average)));
            (mean[i], deviation[i]) = ((float)average, spread > 1e-12 ? (float)spread : 1);
        }

        return new(mean, deviation);
    }

    private static void Normalise(float[] values, Normalisation? normalisation)
    {
        for (var i = 0; i < values.Length && normalisation is not null; i++)
        {
            var column = i % normalisation.Mean.Count;
            values[i] = (values[i] - normalisation.Mean[column]) / normalisation.Deviation[column];
        }
    }
}
