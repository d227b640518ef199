using SkiaSharp;
using static TorchSharp.torch;

namespace Occam.Testing.Networks;

/// <summary>Lines of random words as a text recogniser sees them: cut out of a page, 48 x 192, upright or turned by 180 degrees, in several fonts, sizes and colours.</summary>
internal sealed class TextLines : IDisposable
{
    public const int Height = 48;
    public const int Width = 192;
    private const string Letters = "eeeeettttaaaoooiiinnnssshhhrrrddllcummwwffggyyppbbvvkjxqz";
    private readonly SKTypeface[] _faces;

    private TextLines(SKTypeface[] faces) => _faces = faces;

    /// <summary>Finds the machine's fonts for Latin text; null where it has none.</summary>
    public static TextLines? Find()
    {
        string[] folders = ["/usr/share/fonts", "/Library/Fonts", Environment.GetFolderPath(Environment.SpecialFolder.Fonts)];
        var files = folders.Where(Directory.Exists).Distinct(StringComparer.Ordinal)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.ttf", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(file).StartsWith("DejaVu", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("arial", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
        var faces = files.Select(SKTypeface.FromFile).Where(face => face is not null && face.ContainsGlyphs(Letters)).ToArray();
        return faces.Length == 0 ? null : new(faces);
    }

    /// <summary>Draws lines.</summary>
    /// <param name="seed">The seed; the same gives the same lines where the fonts are the same.</param>
    /// <param name="count">How many.</param>
    /// <returns>The lines [count, 3, 48, 192] as (pixel / 255 - 0.5) / 0.5, and for each whether it is turned: 0 or 1, int64 [count].</returns>
    public (Tensor Lines, Tensor Turned) Draw(int seed, int count)
    {
        var random = new Random(seed);
        var pixels = new float[count * 3 * Height * Width];
        var turned = new long[count];
        for (var i = 0; i < count; i++)
        {
            using var bitmap = Line(random, isTurned: random.Next(2) == 1, out turned[i]);
            Write(bitmap, pixels.AsSpan(i * 3 * Height * Width, 3 * Height * Width));
        }

        return (from_array(pixels).reshape(count, 3, Height, Width), from_array(turned));
    }

    /// <summary>Writes lines as image files into the folders <c>0</c> (upright) and <c>180</c> (turned), as a data set of classes.</summary>
    public void Save(string folder, int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            using var bitmap = Line(random, isTurned: i % 2 == 1, out var turned);
            var target = Directory.CreateDirectory(Path.Combine(folder, turned == 1 ? "180" : "0"));
            using var file = File.Create(Path.Combine(target.FullName, $"{i:D4}.png"));
            bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        }
    }

    public void Dispose() => Array.ForEach(_faces, face => face.Dispose());

    private SKBitmap Line(Random random, bool isTurned, out long turned)
    {
        turned = isTurned ? 1 : 0;
        var (bright, dark) = (Colour(random, 170, 255), Colour(random, 0, 90));
        var (paper, ink) = random.Next(4) == 0 ? (dark, bright) : (bright, dark);
        var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(paper);
        if (isTurned)
        {
            canvas.RotateDegrees(180, Width / 2f, Height / 2f);
        }

        using var font = new SKFont(_faces[random.Next(_faces.Length)], 20 + (18 * random.NextSingle()));
        using var paint = new SKPaint { Color = ink, IsAntialias = true };
        font.Edging = SKFontEdging.Antialias;
        var text = Words(random);
        while (text.Length > 3 && font.MeasureText(text) > Width - 6)
        {
            text = text[..^1];
        }

        canvas.DrawText(text.TrimEnd(), 2 + (4 * random.NextSingle()), (Height / 2f) + (font.Size * 0.36f) + (3 * (random.NextSingle() - 0.5f)), font, paint);
        canvas.Flush();
        return bitmap;
    }

    private static string Words(Random random)
    {
        var words = Enumerable.Range(0, 8).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => Letters[random.Next(Letters.Length)])])).ToArray();
        words[0] = char.ToUpperInvariant(words[0][0]) + words[0][1..];
        return string.Join(' ', words);
    }

    private static SKColor Colour(Random random, int low, int high) => new((byte)random.Next(low, high), (byte)random.Next(low, high), (byte)random.Next(low, high));

    private static void Write(SKBitmap bitmap, Span<float> planes)
    {
        var bytes = bitmap.GetPixelSpan();
        for (var place = 0; place < Height * Width; place++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                planes[(channel * Height * Width) + place] = ((bytes[(4 * place) + channel] / 255f) - 0.5f) / 0.5f;
            }
        }
    }
}
