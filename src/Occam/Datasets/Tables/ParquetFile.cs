using Parquet;
using Parquet.Schema;

namespace Occam.Datasets.Tables;

/// <summary>Reads Parquet tables of numbers and words; nested columns are refused.</summary>
internal static class ParquetFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">The file cannot be read, or a column is of a type that no number is made of; the message names them.</exception>
    public static IReadOnlyList<TableColumn> Read(string path)
    {
        try
        {
            return ReadAsync(path).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not DataException)
        {
            throw new DataException($"'{path}' cannot be read as Parquet: {e.Message}", e); // the library throws what it likes on damaged files
        }
    }

    private static async Task<IReadOnlyList<TableColumn>> ReadAsync(string path)
    {
        await using var reader = await ParquetReader.CreateAsync(path).ConfigureAwait(false);
        var columns = new List<TableColumn>();
        foreach (var field in reader.Schema.GetDataFields())
        {
            if (field.MaxRepetitionLevel > 0 || field.Path.Length > 1)
            {
                throw new DataException($"'{path}': column '{field.Path}' is nested; plain columns are wanted.");
            }

            columns.Add(await ReadAsync(reader, field, path).ConfigureAwait(false));
        }

        return columns;
    }

    private static async Task<TableColumn> ReadAsync(ParquetReader reader, DataField field, string path)
    {
        var (numbers, words) = (new List<double>(), new List<string>());
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var count = checked((int)rows.RowCount);
            if (IsText(field))
            {
                var text = new string?[count];
                await rows.ReadAsync(field, text.AsMemory()).ConfigureAwait(false);
                words.AddRange(text.Select(word => word ?? string.Empty));
            }
            else
            {
                numbers.AddRange(await NumbersAsync(rows, field, count, path).ConfigureAwait(false));
            }
        }

        return IsText(field) ? TableColumn.OfText(field.Name, words) : TableColumn.OfNumbers(field.Name, numbers);
    }

    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    private static Task<IEnumerable<double>> NumbersAsync(ParquetRowGroupReader rows, DataField field, int count, string path) => field.ClrType switch
    {
        var type when type == typeof(double) => ReadAsync<double>(rows, field, count, x => x),
        var type when type == typeof(float) => ReadAsync<float>(rows, field, count, x => x),
        var type when type == typeof(int) => ReadAsync<int>(rows, field, count, x => x),
        var type when type == typeof(long) => ReadAsync<long>(rows, field, count, x => x),
        var type when type == typeof(short) => ReadAsync<short>(rows, field, count, x => x),
        var type when type == typeof(sbyte) => ReadAsync<sbyte>(rows, field, count, x => x),
        var type when type == typeof(byte) => ReadAsync<byte>(rows, field, count, x => x),
        var type when type == typeof(bool) => ReadAsync<bool>(rows, field, count, x => x ? 1 : 0),
        _ => throw new DataException($"'{path}': column '{field.Name}' is of type {field.ClrType.Name}; wanted are numbers, booleans and text."),
    };

    private static async Task<IEnumerable<double>> ReadAsync<T>(ParquetRowGroupReader rows, DataField field, int count, Func<T, double> convert)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var plain = new T[count];
            await rows.ReadAsync(field, plain.AsMemory()).ConfigureAwait(false);
            return plain.Select(convert);
        }

        var values = new T?[count];
        await rows.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
        return values.Select(value => value is { } number ? convert(number) : double.NaN);
    }
}
