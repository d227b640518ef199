using System.Buffers.Binary;
using Occam.Models.Architectures;
using Occam.Onnx;

namespace Occam.Cli.Tests;

/// <summary>A network that computes in no time and images that fit it, in a folder of their own that goes with the test.</summary>
internal sealed class MiniProject : IDisposable
{
    public const int Size = 12;
    private const int Classes = 3;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-cli-");

    /// <summary>Writes the network and the images.</summary>
    public MiniProject(int trainImages = 96, int testImages = 45, bool labels = true, int imageSize = Size)
    {
        Model = In("mini.onnx");
        Data = In("data");
        Directory.CreateDirectory(Data);
        using (var graph = ResNet.Build(new ResNetOptions { Size = Size, Classes = Classes, Widths = [16, 32], Blocks = [1, 1] }))
        {
            OnnxWriter.Write(graph, Model);
        }

        WriteSplit("train", trainImages, imageSize, labels);
        WriteSplit("t10k", testImages, imageSize, labels);
    }

    public string Model { get; }

    public string Data { get; }

    public string Output => In("out");

    public string In(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    // Class c has a bright band in its third of the rows; the rest is a fixed pattern.
    private void WriteSplit(string split, int count, int size, bool labels)
    {
        var pixels = new byte[count * size * size];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (image, row) = (i / (size * size), i / size % size);
            var bright = row * Classes / size == image % Classes;
            pixels[i] = (byte)(bright ? 200 + (i * 7 % 50) : i * 13 % 60);
        }

        WriteIdx($"{split}-images-idx3-ubyte", [count, size, size], pixels);
        if (labels)
        {
            WriteIdx($"{split}-labels-idx1-ubyte", [count], [.. Enumerable.Range(0, count).Select(image => (byte)(image % Classes))]);
        }
    }

    private void WriteIdx(string name, int[] dimensions, byte[] data)
    {
        using var file = File.Create(Path.Combine(Data, name));
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
