using SkiaSharp;

namespace Occam.Datasets.Images;

/// <summary>Decodes image files to one size. Safe from several threads.</summary>
/// <param name="size">The size.</param>
internal sealed class ImageDecoder(ImageSize size)
{
    private const int Grey = 1;

    /// <summary>Decodes a file: scaled so that it just covers the size, cropped at the centre; EXIF orientation is not applied.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixels">Room for the image: channels, rows, columns.</param>
    /// <exception cref="DataException">The file cannot be read or is no whole image; the message names it.</exception>
    public void Decode(string path, Span<byte> pixels)
    {
        using var image = Load(path);
        if (image.Width == size.Width && image.Height == size.Height)
        {
            Copy(image, pixels);
            return;
        }

        using var fitted = Fit(image);
        Copy(fitted, pixels);
    }

    /// <summary>The size of a file's image, without decoding it.</summary>
    /// <exception cref="DataException">The file is no image; the message names it.</exception>
    public static (int Width, int Height) SizeOf(string path)
    {
        using var codec = SKCodec.Create(path, out var opened);
        return codec is null ? throw new DataException($"'{path}' cannot be read as an image ({opened}).") : (codec.Info.Width, codec.Info.Height);
    }

    private static SKBitmap Load(string path)
    {
        using var codec = SKCodec.Create(path, out var opened);
        if (codec is null)
        {
            throw new DataException($"'{path}' cannot be read as an image ({opened}).");
        }

        var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result is not SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new DataException($"'{path}' is damaged: it could not be decoded to its end ({result}).");
        }

        return bitmap;
    }

    private SKBitmap Fit(SKBitmap image)
    {
        var scale = Math.Max((float)size.Width / image.Width, (float)size.Height / image.Height);
        var fitted = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(fitted);
        using var source = SKImage.FromBitmap(image);
        var (width, height) = (image.Width * scale, image.Height * scale);
        var place = SKRect.Create((size.Width - width) / 2, (size.Height - height) / 2, width, height);
        canvas.Clear(SKColors.Black);
        canvas.DrawImage(source, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return fitted;
    }

    // Premultiplied colours are those over black.
    private void Copy(SKBitmap image, Span<byte> pixels)
    {
        var rgba = image.GetPixelSpan();
        var plane = size.Width * size.Height;
        for (var i = 0; i < plane; i++)
        {
            var (r, g, b) = (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2]);
            if (size.Channels == Grey)
            {
                pixels[i] = (byte)((299 * r + 587 * g + 114 * b + 500) / 1000);
            }
            else
            {
                (pixels[i], pixels[plane + i], pixels[(2 * plane) + i]) = (r, g, b);
            }
        }
    }
}
