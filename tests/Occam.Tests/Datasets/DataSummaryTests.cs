using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Datasets.Summaries;
using Occam.Datasets.Transforms;
using SkiaSharp;

namespace Occam.Tests.Datasets;

public sealed class DataSummaryTests
{
    [Fact]
    public void Forms_are_found_with_sizes_and_classes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("table", "train.csv"), "a,b,kind\n" + string.Concat(Enumerable.Repeat("1,2,x\n3,4,y\n", 5)));
        for (var i = 0; i < 10; i++)
        {
            using var bitmap = new SKBitmap(20, 10);
            using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(folder.File("images", i < 5 ? "cat" : "dog", $"{i}.png"), png.ToArray());
        }

        var table = DataSummary.Of(Path.Combine(folder.Path, "table"));
        var images = DataSummary.Of(Path.Combine(folder.Path, "images"));

        Assert.Equal(("table", 2L), (table.Form, Assert.Single(table.Input.Shape!)));
        Assert.Equal([4, 4], DataSummary.CountByClass(table.Data.Train));
        Assert.Equal(("image files", new ImageSize(3, 10, 20)), (images.Form, images.Input.Size));
        Assert.Equal(["cat", "dog"], images.Data.Train.Classes);
        Assert.Contains("There is no data", Assert.Throws<DataException>(() => DataSummary.Of(Path.Combine(folder.Path, "nothing"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_shows_what_the_loader_gives()
    {
        using var folder = new TemporaryFolder();
        var images = new MemoryDataset(4);
        var options = new LoaderOptions { Seed = 3, BatchSize = 4, Transforms = [new Flip(new())] };
        new PictureSheet(options).Write(images, folder.File("sheet.png"), rows: 4, epochs: 6);
        using var sheet = SKBitmap.Decode(folder.File("sheet.png"));

        using var scope = TorchSharp.torch.NewDisposeScope();
        for (var epoch = 0; epoch < 6; epoch++)
        {
            var batch = new BatchLoader(images, new([0], [1f / 255]), options).Read(epoch).Single();
            for (var row = 0; row < 4; row++)
            {
                // Cells are 64 pixels for 8, with gaps of 2; the middle of the image's pixel (1, 0).
                var shown = sheet.GetPixel(((epoch + 1) * 66) + 12, (row * 66) + 4).Red;
                Assert.Equal(batch.Images[row, 0, 0, 1].item<float>(), shown, 1f);
            }
        }
    }

    [Fact]
    public void Page_names_the_classes()
    {
        using var folder = new TemporaryFolder();
        new PictureSheet(new()).Write(new MemoryDataset(4), folder.File("sheet.html"), rows: 2);

        var page = File.ReadAllText(folder.File("sheet.html"));

        Assert.Contains("image 2: class2", page, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,iVBOR", page, StringComparison.Ordinal);
    }
}
