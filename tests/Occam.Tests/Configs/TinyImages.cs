using System.Buffers.Binary;

namespace Occam.Tests.Configs;

/// <summary>A folder of a few IDX images of 28x28 pixels in ten classes, so that shipped configs can be started in no time.</summary>
public sealed class TinyImages : IDisposable
{
    private const int Size = 28;
    private const int Classes = 10;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-configs-");

    /// <summary>Writes the images.</summary>
    public TinyImages()
    {
        Write("train", 60);
        Write("t10k", 20);
    }

    /// <summary>The folder.</summary>
    public string Folder => _folder.FullName;

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string split, int count)
    {
        var pixels = new byte[count * Size * Size];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (image, row) = (i / (Size * Size), i / Size % Size);
            pixels[i] = (byte)((row * Classes / Size == image % Classes ? 200 : 0) + (i * 7 % 50));
        }

        WriteIdx($"{split}-images-idx3-ubyte", [count, Size, Size], pixels);
        WriteIdx($"{split}-labels-idx1-ubyte", [count], [.. Enumerable.Range(0, count).Select(image => (byte)(image % Classes))]);
    }

    private void WriteIdx(string name, int[] dimensions, byte[] data)
    {
        using var file = File.Create(Path.Combine(Folder, name));
        file.Write([0, 0, 8, (byte)dimensions.Length]);
        var number = new byte[4];
        foreach (var size in dimensions)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, size);
            file.Write(number);
        }

        file.Write(data);
    }
}
