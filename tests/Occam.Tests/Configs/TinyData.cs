using System.Globalization;
using Occam.Tests.Datasets.Tensors;
using SkiaSharp;

namespace Occam.Tests.Configs;

/// <summary>A little data in the forms that the configs of <c>configs/data</c> read, in a folder of their own that goes with the test.</summary>
public sealed class TinyData : IDisposable
{
    private const int Examples = 80;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-data-");

    /// <summary>Writes the data.</summary>
    public TinyData()
    {
        WriteTable();
        WriteArrays();
        WritePictures();
        WriteCifar();
    }

    /// <summary>The file or folder of a name as the configs have it.</summary>
    public string Of(string name) => Path.Combine(_folder.FullName, name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private void WriteTable() => File.WriteAllLines(
        Of("flowers.csv"),
        Enumerable.Range(0, Examples).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row % 3},{row % 7},{row * 0.5},{-row},{"abc"[row % 3]}")).Prepend("a,b,c,d,kind"));

    private void WriteArrays()
    {
        const int Pixels = 28 * 28;
        var images = Enumerable.Range(0, Examples * Pixels).Select(i => (byte)(i / Pixels * 11 % 256)).ToArray();
        var labels = Enumerable.Range(0, Examples).Select(i => (long)(i % 10)).ToArray();
        NumPyFiles.Write(Of("digits.npz"), ("x", NumPyFiles.Array("|u1", $"{Examples}, 28, 28", images)), ("y", NumPyFiles.Array("<i8", $"{Examples},", labels)));
    }

    private void WritePictures()
    {
        for (var i = 0; i < Examples; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Of("pictures"), i % 2 == 0 ? "light" : "dark"));
            using var bitmap = new SKBitmap(80, 72);
            bitmap.Erase(i % 2 == 0 ? SKColors.Beige : SKColors.Navy);
            using var data = bitmap.Encode(i % 4 < 2 ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg, 90);
            File.WriteAllBytes(Path.Combine(folder.FullName, $"{i}.{(i % 4 < 2 ? "png" : "jpg")}"), data.ToArray());
        }
    }

    private void WriteCifar()
    {
        Directory.CreateDirectory(Of("cifar-10"));
        byte[] records = [.. Enumerable.Range(0, Examples).SelectMany(i => Enumerable.Repeat((byte)(i * 5), 3 * 32 * 32).Prepend((byte)(i % 10)))];
        File.WriteAllBytes(Path.Combine(Of("cifar-10"), "data_batch_1.bin"), records);
        File.WriteAllBytes(Path.Combine(Of("cifar-10"), "test_batch.bin"), records);
    }
}
