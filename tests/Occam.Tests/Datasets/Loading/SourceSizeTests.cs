using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Datasets.Transforms;
using SkiaSharp;
using static TorchSharp.torch;

namespace Occam.Tests.Datasets.Loading;

/// <summary>Where a change cuts windows out, image files are decoded with more pixels than the network takes.</summary>
public sealed class SourceSizeTests : IDisposable
{
    private const int Side = 28;
    private const int Decoded = 32; // 28 * 256 / 224
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_resized_crop_of_the_whole_sees_the_pixels_of_the_larger_image(bool subset)
    {
        SaveStripes();
        ImageDataset data = ImageFolderDataset.Read(_folder.Path, new(3, Side, Side));
        data = subset ? (ImageDataset)data.Take([1]) : data;
        var whole = new RandomResizedCropOptions { Smallest = 1, Narrowest = 1, Widest = 1 };

        var cropped = First(data, [new RandomResizedCrop(whole, new(data.Size))]);

        // The same in two steps: decoded at 32, then scaled to 28 by the filter of resize.
        var larger = ImageFolderDataset.Read(_folder.Path, new(3, Decoded, Decoded));
        var picture = new Picture(larger.Size);
        larger.Read(subset ? 1 : 0, picture.Pixels);
        new Resize(new(), new(data.Size)).Apply(picture, default!);
        Assert.Equal(picture.Pixels.ToArray().Select(pixel => (float)pixel), cropped);
    }

    [Fact]
    public void Window_keeps_details_that_the_network_s_size_has_lost()
    {
        SaveStripes();
        var data = ImageFolderDataset.Read(_folder.Path, new(3, Side, Side));
        var window = new RandomResizedCropOptions { Smallest = 0.75, Largest = 0.75, Narrowest = 1, Widest = 1 };

        var sharp = First(data, [new RandomResizedCrop(window, new(data.Size))]);
        var blurred = First(new MemoryDataset(data), [new RandomResizedCrop(window, new(data.Size))]);

        Assert.True(Contrast(sharp) > 2 * Contrast(blurred), $"{Contrast(sharp)} against {Contrast(blurred)}");
    }

    [Fact]
    public void Resize_is_done_by_the_decoder()
    {
        SaveStripes();
        var data = ImageFolderDataset.Read(_folder.Path, new(3, Side, Side));

        var resized = First(data, [new Resize(new() { Height = 64, Width = 64 }, new(data.Size))]);

        var original = ImageFolderDataset.Read(_folder.Path, new(3, 64, 64));
        var pixels = new byte[original.Size.Bytes];
        original.Read(0, pixels);
        Assert.Equal(pixels.Select(pixel => (float)pixel), resized);
    }

    [Fact]
    public void Other_changes_leave_the_size_as_it_is()
    {
        SaveStripes();
        var data = ImageFolderDataset.Read(_folder.Path, new(3, Side, Side));
        Assert.Same(data, data.Sized(Side, Side));
        Assert.Equal([3, Side, Side], new BatchLoader(data, Pixels, new() { BatchSize = 1, Transforms = [new Flip(new())] }).Shape);
    }

    public void Dispose() => _folder.Dispose();

    private static Normalisation Pixels => new([0, 0, 0], [1 / 255f, 1 / 255f, 1 / 255f]); // inputs are pixels again

    private static float[] First(ImageDataset data, Transform[] transforms)
    {
        using var scope = NewDisposeScope();
        var batch = new BatchLoader(data, Pixels, new() { BatchSize = 1, Transforms = transforms }).Read().First();
        return batch.Images.round().data<float>().ToArray();
    }

    private static double Contrast(float[] pixels)
    {
        var mean = pixels.Average();
        return pixels.Average(pixel => (pixel - mean) * (pixel - mean));
    }

    // Stripes of two pixels in 32: 28 pixels cannot show them as they are.
    private void SaveStripes()
    {
        for (var i = 0; i < 2; i++)
        {
            using var bitmap = new SKBitmap(64, 64);
            for (var p = 0; p < 64 * 64; p++)
            {
                bitmap.SetPixel(p % 64, p / 64, (p % 64 / 2 % 2) == i ? SKColors.White : SKColors.Black);
            }

            using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(_folder.File($"{i}.png"), data.ToArray());
        }
    }

    private sealed class MemoryDataset(ImageDataset source) : ImageDataset
    {
        public override int Count => source.Count;

        public override ImageSize Size => source.Size;

        public override IReadOnlyList<string> Classes => source.Classes;

        public override int Label(int index) => source.Label(index);

        public override void Read(int index, Span<byte> pixels) => source.Read(index, pixels);
    }
}
