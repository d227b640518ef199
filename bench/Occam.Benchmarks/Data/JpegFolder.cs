using SkiaSharp;

namespace Occam.Benchmarks.Data;

/// <summary>A folder of drawn JPEG files in two classes, of the size and the detail that photographs have; it goes when it is disposed.</summary>
internal sealed class JpegFolder : IDisposable
{
    public const int Side = 256;
    private const int Quality = 90;
    private const int Shapes = 60;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-loader-");

    public JpegFolder(int count)
    {
        var random = new Random(1);
        for (var i = 0; i < count; i++)
        {
            var file = Path.Combine(_folder.FullName, i % 2 == 0 ? "even" : "odd", $"{i}.jpg");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, Draw(random));
        }
    }

    public string Root => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Draw(Random random)
    {
        using var bitmap = new SKBitmap(Side, Side);
        using var canvas = new SKCanvas(bitmap);
        for (var shape = 0; shape < Shapes; shape++)
        {
            using var paint = new SKPaint { Color = new SKColor((uint)random.Next() | 0xFF000000) };
            canvas.DrawCircle(random.Next(Side), random.Next(Side), random.Next(5, 60), paint);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }
}
