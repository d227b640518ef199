using Occam.Datasets;
using SkiaSharp;

namespace Occam.Tests.Datasets;

public sealed class DataSourceTests : IDisposable
{
    private static readonly InputSpec Input = new() { Size = new(1, 2, 2) };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Idx_files_have_their_own_test_split()
    {
        WriteIdx("train", 3);
        WriteIdx("t10k", 2);

        var splits = DataSource.Open(_folder.Path, Input);

        Assert.Equal((3, 3, 2), (splits.Train.Count, splits.Calibration.Count, splits.Test.Count));
    }

    [Fact]
    public void Images_without_a_split_give_every_fifth_of_each_class_to_the_test()
    {
        foreach (var name in new[] { "cat", "dog" })
        {
            foreach (var i in Enumerable.Range(0, 10))
            {
                SaveImage([name, $"{i}.png"], (byte)i);
            }
        }

        var splits = DataSource.Open(_folder.Path, Input);

        Assert.Equal((16, 4), (splits.Train.Count, splits.Test.Count));
        Assert.Equal([(4, 0), (9, 0), (4, 1), (9, 1)], Contents(splits.Test));
        Assert.Empty(Contents(splits.Train).Intersect(Contents(splits.Test)));
    }

    [Fact]
    public void Train_and_val_folders_are_used_as_they_are()
    {
        SaveImage(["train", "cat", "1.png"], 1);
        SaveImage(["val", "cat", "2.png"], 2);

        var splits = DataSource.Open(_folder.Path, Input);

        Assert.Equal([(1, 0)], Contents(splits.Train));
        Assert.Equal([(2, 0)], Contents(splits.Test));
    }

    [Fact]
    public void Splits_of_other_classes_are_refused()
    {
        SaveImage(["train", "cat", "1.png"], 1);
        SaveImage(["test", "dog", "2.png"], 2);

        var error = Assert.Throws<DataException>(() => DataSource.Open(_folder.Path, Input));

        Assert.Contains("cat, test images dog", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Idx_images_of_another_size_than_the_network_are_refused()
    {
        WriteIdx("train", 3);

        var error = Assert.Throws<DataException>(() => DataSource.Open(_folder.Path, new() { Size = new(3, 224, 224) }));

        Assert.Contains("1x2x2", error.Message, StringComparison.Ordinal);
        Assert.Contains("3x224x224", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_folder_is_named()
    {
        var error = Assert.Throws<DataException>(() => DataSource.Open(_folder.File("nowhere"), Input));

        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_images_for_a_split_are_refused()
    {
        SaveImage(["1.png"], 1);

        Assert.Throws<DataException>(() => DataSource.Open(_folder.Path, Input));
    }

    public void Dispose() => _folder.Dispose();

    private static (int Grey, int Label)[] Contents(Dataset dataset)
    {
        var pixels = new byte[4];
        return [.. Enumerable.Range(0, dataset.Count).Select(i =>
        {
            ((ImageDataset)dataset).Read(i, pixels);
            return ((int)pixels[0], dataset.Label(i));
        })];
    }

    private void WriteIdx(string split, int count)
    {
        IdxFile.Write(_folder.File($"{split}-images-idx3-ubyte.gz"), [count, 2, 2], new byte[count * 4]);
        IdxFile.Write(_folder.File($"{split}-labels-idx1-ubyte.gz"), [count], new byte[count]);
    }

    private void SaveImage(string[] name, byte grey)
    {
        using var bitmap = new SKBitmap(2, 2);
        bitmap.Erase(new SKColor(grey, grey, grey));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(_folder.File(name), data.ToArray());
    }
}
