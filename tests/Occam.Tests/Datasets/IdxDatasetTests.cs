using Occam.Datasets;

namespace Occam.Tests.Datasets;

public sealed class IdxDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Written_files_read_back()
    {
        Write("train", [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [1, 0]);

        var dataset = IdxDataset.Read(_folder.Path, "train");

        var pixels = new byte[6];
        dataset.Read(1, pixels);
        Assert.Equal(new ImageSize(1, 2, 3), dataset.Size);
        Assert.Equal([7, 8, 9, 10, 11, 12], pixels);
        Assert.Equal([1, 0], [dataset.Label(0), dataset.Label(1)]);
        Assert.Equal(["0", "1"], dataset.Classes);
    }

    [Fact]
    public void Plain_file_without_labels_reads_unlabelled()
    {
        File.WriteAllBytes(_folder.File("t10k-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6]);

        var dataset = IdxDataset.Read(_folder.Path, "t10k");

        Assert.False(dataset.HasLabels);
        Assert.Equal(ImageDataset.Unlabelled, dataset.Label(0));
    }

    [Fact]
    public void Missing_file_is_named()
    {
        var error = Assert.Throws<DataException>(() => IdxDataset.Read(_folder.Path, "train"));

        Assert.Contains("train-images-idx3-ubyte.gz", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3, 4, 5 }, "starts with 01020304, wanted 00000803")]
    [InlineData(new byte[] { 0, 0, 8 }, "ends too early")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1 }, "ends too early")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 5 }, "holds 1 bytes of data, but its header promises 2")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 2, 5 }, "dimension 1 is -1")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0, 5 }, "at most 2,000,000,000 bytes")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x77, 0x77 }, "")]
    public void Damaged_file_is_named_with_what_is_wrong(byte[] content, string problem)
    {
        var path = _folder.File("train-images-idx3-ubyte");
        File.WriteAllBytes(path, content);

        var error = Assert.Throws<DataException>(() => IdxDataset.Read(_folder.Path, "train"));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_another_number_are_refused()
    {
        Write("train", [1, 1, 1], [9], [0, 1]);

        var error = Assert.Throws<DataException>(() => IdxDataset.Read(_folder.Path, "train"));

        Assert.Contains("2 labels", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string split, int[] shape, byte[] images, byte[] labels)
    {
        IdxFile.Write(_folder.File($"{split}-images-idx3-ubyte.gz"), shape, images);
        IdxFile.Write(_folder.File($"{split}-labels-idx1-ubyte.gz"), [labels.Length], labels);
    }
}
