using Occam.Datasets.Loading;
using Occam.Datasets.Transforms;
using SkiaSharp;

namespace Occam.Datasets.Summaries;

/// <summary>A sheet of training images as the network sees them: a row an image, the image itself first, then what its changes make of it in one epoch after the other.</summary>
/// <param name="options">The changes and their seed; batch size and order are not used.</param>
public sealed class PictureSheet(LoaderOptions options)
{
    private const int Gap = 2;
    private const int SmallestSide = 64;

    /// <summary>Writes the sheet: a <c>.png</c>, or a <c>.html</c> page with the class names beside the rows.</summary>
    /// <param name="images">The images.</param>
    /// <param name="path">The file.</param>
    /// <param name="rows">Images, evenly spaced over the data, at least 1.</param>
    /// <param name="epochs">Changed copies of each, at least 1.</param>
    public void Write(ImageDataset images, string path, int rows = 8, int epochs = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        int[] chosen = [.. Enumerable.Range(0, Math.Min(rows, images.Count)).Select(row => (int)((long)row * images.Count / Math.Min(rows, images.Count)))];
        var png = Draw(images, chosen, epochs);
        if (path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            Core.WholeFile.WriteText(path, Page(images, chosen, epochs, png));
            return;
        }

        using var file = new Onnx.PendingFile(path);
        file.Stream.Write(png);
        file.Keep();
    }

    private byte[] Draw(ImageDataset images, int[] chosen, int epochs)
    {
        var shown = (options.Transforms ?? []).Aggregate(images.Size, (size, transform) => transform.OutputSize(size));
        var cell = Math.Max(SmallestSide, Math.Max(Math.Max(shown.Height, shown.Width), Math.Max(images.Size.Height, images.Size.Width)));
        using var sheet = new SKBitmap((epochs + 1) * (cell + Gap), chosen.Length * (cell + Gap));
        using var canvas = new SKCanvas(sheet);
        canvas.Clear(SKColors.White);
        foreach (var (row, image) in chosen.Index())
        {
            for (var column = 0; column <= epochs; column++)
            {
                using var bitmap = ToBitmap(column == 0 ? Original(images, image) : Changed(images, image, column - 1));
                var scale = (float)cell / Math.Max(bitmap.Width, bitmap.Height);
                canvas.DrawBitmap(bitmap, SKRect.Create(column * (cell + Gap), row * (cell + Gap), bitmap.Width * scale, bitmap.Height * scale));
            }
        }

        using var data = sheet.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static Picture Original(ImageDataset images, int index)
    {
        var picture = new Picture(images.Size);
        images.Read(index, picture.Pixels);
        return picture;
    }

    // The same numbers as the loader draws for this image in this epoch.
    private Picture Changed(ImageDataset images, int index, int epoch)
    {
        var picture = Original(images, index);
        var random = new ImageRandom(new SplitMix(options.Seed, epoch + 1, index));
        foreach (var transform in options.Transforms ?? [new FlipAndCrop(options.Augmentation)])
        {
            transform.Apply(picture, random);
        }

        return picture;
    }

    private static SKBitmap ToBitmap(Picture picture)
    {
        var size = picture.Size;
        var pixels = picture.Pixels;
        var bitmap = new SKBitmap(size.Width, size.Height);
        for (var i = 0; i < picture.Plane; i++)
        {
            var color = size.Channels == 3 ? new SKColor(pixels[i], pixels[picture.Plane + i], pixels[(2 * picture.Plane) + i]) : new SKColor(pixels[i], pixels[i], pixels[i]);
            bitmap.SetPixel(i % size.Width, i / size.Width, color);
        }

        return bitmap;
    }

    private static string Page(ImageDataset images, int[] chosen, int epochs, byte[] png)
    {
        var names = images.HasLabels ? string.Concat(chosen.Select(i => $"<li>image {i}: {System.Net.WebUtility.HtmlEncode(images.Classes[images.Label(i)])}</li>")) : string.Concat(chosen.Select(i => $"<li>image {i}</li>"));
        return $"""
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Training images</title>
            <body style="font-family: sans-serif; margin: 2em">
            <h1>Training images as the network sees them</h1>
            <p>The first column is the image, the others are the same image in {epochs} epochs.</p>
            <img alt="images and their changes" src="data:image/png;base64,{Convert.ToBase64String(png)}" style="image-rendering: pixelated">
            <ol>{names}</ol>
            </body></html>

            """;
    }
}
