using Occam.Datasets;

namespace Occam.Benchmarks.Assets;

/// <summary>A part of the embedded images, as a folder that experiments read.</summary>
internal static class EmbeddedSubset
{
    /// <summary>Writes the first training images of each class, and all test images.</summary>
    /// <param name="perClass">Training images a class.</param>
    /// <param name="work">A folder that is there; the images go to <c>data</c> in it.</param>
    /// <returns>The folder of the images.</returns>
    public static string Write(int perClass, string work)
    {
        var (from, to) = (Path.Combine(ResultsFile.Repository, "assets", "data", "fashion-mnist"), Path.Combine(work, "data"));
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, "t10k-*"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        var source = IdxDataset.Read(from, "train");
        var taken = new int[source.Classes.Count];
        var chosen = Enumerable.Range(0, source.Count).Where(i => taken[source.Label(i)]++ < perClass).ToArray();
        var pixels = new byte[chosen.Length * source.Size.Bytes];
        foreach (var (position, image) in chosen.Index())
        {
            source.Read(image, pixels.AsSpan(position * source.Size.Bytes, source.Size.Bytes));
        }

        IdxFile.Write(Path.Combine(to, "train-images-idx3-ubyte.gz"), [chosen.Length, source.Size.Height, source.Size.Width], pixels);
        IdxFile.Write(Path.Combine(to, "train-labels-idx1-ubyte.gz"), [chosen.Length], [.. chosen.Select(i => (byte)source.Label(i))]);
        return to;
    }
}
