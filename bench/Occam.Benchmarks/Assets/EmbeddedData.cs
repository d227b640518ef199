using System.Globalization;
using Occam.Datasets;

namespace Occam.Benchmarks.Assets;

/// <summary>Makes <c>assets/data/fashion-mnist</c>: the first images of each class of the whole data set, in their order.</summary>
internal sealed class EmbeddedData : Benchmark
{
    private const int TrainPerClass = 1000;
    private const int TestPerClass = 300;

    public override string Name => "embedded-data";

    public override string Description => "writes a class-balanced subset of IDX files; arguments: FROM-FOLDER TO-FOLDER";

    public override int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var from, var to])
        {
            Console.WriteLine("embedded-data FROM-FOLDER TO-FOLDER");
            return 2;
        }

        Directory.CreateDirectory(to);
        Write(IdxDataset.Read(from, "train"), TrainPerClass, to, "train");
        Write(IdxDataset.Read(from, "t10k"), TestPerClass, to, "t10k");
        return 0;
    }

    private static void Write(IdxDataset source, int perClass, string folder, string split)
    {
        var taken = new int[source.Classes.Count];
        var chosen = Enumerable.Range(0, source.Count).Where(i => taken[source.Label(i)]++ < perClass).ToArray();
        var size = source.Size;
        var pixels = new byte[chosen.Length * size.Bytes];
        foreach (var (position, image) in chosen.Index())
        {
            source.Read(image, pixels.AsSpan(position * size.Bytes, size.Bytes));
        }

        IdxFile.Write(Path.Combine(folder, $"{split}-images-idx3-ubyte.gz"), [chosen.Length, size.Height, size.Width], pixels);
        IdxFile.Write(Path.Combine(folder, $"{split}-labels-idx1-ubyte.gz"), [chosen.Length], [.. chosen.Select(i => (byte)source.Label(i))]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{split}: {chosen.Length} images, at most {perClass} a class"));
    }
}
