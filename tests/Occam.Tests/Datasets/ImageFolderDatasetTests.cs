using Occam.Datasets;
using SkiaSharp;

namespace Occam.Tests.Datasets;

public sealed class ImageFolderDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Sub_folders_are_classes_in_ordinal_order()
    {
        Save(["dog", "2.png"], 4, 4, SKColors.White);
        Save(["cat", "deep", "1.png"], 4, 4, SKColors.White);
        Directory.CreateDirectory(_folder.File("empty", "x"));

        var dataset = ImageFolderDataset.Read(_folder.Path, new(3, 4, 4));

        Assert.Equal(["cat", "dog"], dataset.Classes);
        Assert.Equal([0, 1], [dataset.Label(0), dataset.Label(1)]);
    }

    [Fact]
    public void Images_without_sub_folders_have_no_labels()
    {
        Save(["a.png"], 4, 4, SKColors.White);

        var dataset = ImageFolderDataset.Read(_folder.Path, new(3, 4, 4));

        Assert.False(dataset.HasLabels);
        Assert.Equal(1, dataset.Count);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "a.png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "a.jpg")]
    [InlineData(SKEncodedImageFormat.Webp, "a.webp")]
    public void Colour_is_read_channel_by_channel(SKEncodedImageFormat format, string name)
    {
        Save([name], 8, 8, new SKColor(200, 100, 50), format);

        var pixels = Read(new(3, 8, 8));

        Assert.Equal(200, pixels[0], 4.0);
        Assert.Equal(100, pixels[64], 4.0);
        Assert.Equal(50, pixels[128], 4.0);
    }

    [Fact]
    public void Grey_is_the_weighted_sum_of_the_colours()
    {
        Save(["a.png"], 2, 2, new SKColor(200, 100, 50));

        Assert.Equal((byte)Math.Round((0.299 * 200) + (0.587 * 100) + (0.114 * 50)), Read(new(1, 2, 2))[0]);
    }

    [Fact]
    public void Larger_image_is_scaled_to_cover_and_cropped_at_the_centre()
    {
        // 12 x 4: red, white and blue squares. Covering 4 x 4 keeps the white one.
        using var bitmap = new SKBitmap(12, 4);
        bitmap.Erase(SKColors.Red, SKRectI.Create(0, 0, 4, 4));
        bitmap.Erase(SKColors.White, SKRectI.Create(4, 0, 4, 4));
        bitmap.Erase(SKColors.Blue, SKRectI.Create(8, 0, 4, 4));
        Save(["a.png"], bitmap, SKEncodedImageFormat.Png);

        Assert.All(Read(new(3, 4, 4)), pixel => Assert.Equal(255, pixel));
    }

    [Fact]
    public void Image_of_twice_the_size_is_averaged()
    {
        using var bitmap = new SKBitmap(2, 2);
        bitmap.Erase(SKColors.Black);
        bitmap.SetPixel(0, 0, SKColors.White);
        bitmap.SetPixel(1, 1, SKColors.White);
        Save(["a.png"], bitmap, SKEncodedImageFormat.Png);

        Assert.Equal(127, Read(new(1, 1, 1))[0], 2.0);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Damaged_image_is_named(double kept)
    {
        Save(["a.png"], 64, 64, SKColors.Tomato);
        var path = _folder.File("a.png");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * kept)]);

        var error = Assert.Throws<DataException>(() => Read(new(3, 64, 64)));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_images_is_named_with_what_is_wanted()
    {
        File.WriteAllText(_folder.File("readme.txt"), "no image");

        var error = Assert.Throws<DataException>(() => ImageFolderDataset.Read(_folder.Path, new(3, 4, 4)));

        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("*.jpg", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Read(ImageSize size)
    {
        var pixels = new byte[size.Bytes];
        ImageFolderDataset.Read(_folder.Path, size).Read(0, pixels);
        return pixels;
    }

    private void Save(string[] name, int width, int height, SKColor colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(colour);
        Save(name, bitmap, format);
    }

    private void Save(string[] name, SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, 95);
        File.WriteAllBytes(_folder.File(name), data.ToArray());
    }
}
