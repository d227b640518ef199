using Occam.Datasets;
using Occam.Datasets.Tables;
using Parquet;
using Parquet.Schema;

namespace Occam.Tests.Datasets.Tables;

public sealed class TableDatasetTests
{
    [Fact]
    public void Columns_are_normalised_and_words_are_classes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), "width,kind,height\n1,\"b, or c\",10\n3,a,10\n5,a,40\n7,\"b, or c\",60\n");

        var table = TableDataset.Read(folder.File("a.csv"), new() { Label = "kind" });
        var rows = Enumerable.Range(0, 4).Select(i => Row(table, i)).ToArray();

        Assert.Equal(["width", "height"], table.Columns);
        Assert.Equal(["a", "b, or c"], table.Classes);
        Assert.Equal([1, 0, 0, 1], Enumerable.Range(0, 4).Select(table.Label));
        Assert.Equal(4, table.Normalisation!.Mean[0]);
        Assert.Equal((float)Math.Sqrt(5), table.Normalisation.Deviation[0], 1e-6f);
        Assert.Equal((7 - 4) / Math.Sqrt(5), rows[3][0], 1e-6);
        Assert.Equal(0, rows.Average(row => row[1]), 1e-6);
    }

    [Fact]
    public void Test_rows_are_normalised_as_the_training_rows()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("train.csv"), "x;y\n0;10\n2;9\n");
        File.WriteAllText(folder.File("test.csv"), "x;y\n4;9\n");

        var data = DataSource.Open(folder.Path, new() { Size = default, Shape = [1] });

        Assert.Equal(["9", "10"], data.Train.Classes); // in the order of numbers
        Assert.Equal(3f, Row((TensorDataset)data.Test, 0)[0]); // (4 - 1) / 1
        Assert.Equal(0, data.Test.Label(0));
    }

    [Theory]
    [InlineData("a,b\n1,0\n,1\n", "row 2, column 'a': the value is missing")]
    [InlineData("a,b\n1,0\nhuge,1\n", "row 2, column 'a': 'huge' is no number")]
    [InlineData("a,b\n1,0\n2,\n", "row 2: the label '' in column 'b' is missing")]
    [InlineData("a,b\n1,0\n2,1,3\n", "line 3: 3 values, but the first line has 2")]
    [InlineData("a,b\n\"1,0\n", "line 2: a quote is opened and not closed")]
    [InlineData("a,b\n", "0 rows")]
    [InlineData("", "is empty")]
    public void Damage_is_told_with_file_and_row(string text, string told)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), text);

        var error = Assert.Throws<DataException>(() => TableDataset.Read(folder.File("a.csv"), new()));

        Assert.Contains("a.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_choose_columns_separator_and_header()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.tsv"), "5\t1\t2\r\n6\t3\t4\r\n");

        var table = TableDataset.Read(folder.File("a.tsv"), new() { Label = "0", Normalise = false });
        var plain = TableDataset.Read(folder.File("a.tsv"), new() { Unlabelled = true, Ignore = ["1"], Normalise = false });

        Assert.Equal([3f, 4], Row(table, 1));
        Assert.Equal(["5", "6"], table.Classes);
        Assert.Equal([6f, 4], Row(plain, 1));
        Assert.False(plain.HasLabels);
        Assert.Contains("has no column 'q'", Assert.Throws<DataException>(() => TableDataset.Read(folder.File("a.tsv"), new() { Label = "q" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_tables_are_read_with_all_types_of_numbers()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.parquet");
        var schema = new ParquetSchema(new DataField<double>("d"), new DataField<long>("i"), new DataField<float?>("f"), new DataField<string>("kind"));
        await using (var stream = File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: TestContext.Current.CancellationToken))
        {
            for (var part = 0; part < 2; part++)
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync<double>(schema.DataFields[0], new[] { part + 0.5, part + 1.5 });
                await group.WriteAsync<long>(schema.DataFields[1], new[] { part + 10L, part + 20 });
                await group.WriteAsync<float>(schema.DataFields[2], new float?[] { 1, part == 0 ? 2 : 3 });
                await group.WriteAsync(schema.DataFields[3], new[] { "yes", "no" });
                group.CompleteValidate();
            }
        }

        var table = TableDataset.Read(path, new() { Normalise = false });

        Assert.Equal([2.5f, 21, 3], Row(table, 3));
        Assert.Equal(["no", "yes"], table.Classes);
        Assert.Equal([1, 0, 1, 0], Enumerable.Range(0, 4).Select(table.Label));
        File.WriteAllText(path, "PAR1 no");
        Assert.Contains("a.parquet' cannot be read as Parquet", Assert.Throws<DataException>(() => TableDataset.Read(path, new())).Message, StringComparison.Ordinal);
    }

    private static float[] Row(TensorDataset table, int index)
    {
        var row = new float[table.Numbers];
        table.Read(index, row);
        return row;
    }
}
