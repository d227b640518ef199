namespace Occam.Datasets;

/// <summary>Opens a folder of images for a network, whatever form it has. The one place that knows the forms and the rule of the split.</summary>
public static class DataSource
{
    /// <summary>Images that calibration takes from the training images at most.</summary>
    public const int CalibrationImages = 512;

    private const int TestEvery = 5;

    private static readonly string[] TestFolders = ["test", "val", "valid", "validation"];

    /// <summary>
    /// Opens a folder: IDX files (<c>train-images-idx3-ubyte[.gz]</c>, <c>t10k-...</c>), or an image folder with <c>train/</c> and <c>test/</c> or
    /// <c>val/</c>, or an image folder. Where there is no test split, every fifth image (of each class, in the order of paths) is one. Calibration
    /// takes up to 512 training images, evenly spaced.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="input">How the network is fed; image files are decoded to its size.</param>
    /// <exception cref="DataException">The folder is missing, has no images, or its images do not fit the network; the message says what and where.</exception>
    public static DataSplits Open(string folder, InputSpec input)
    {
        if (!Directory.Exists(folder))
        {
            throw new DataException($"There is no folder '{folder}'. Wanted a folder of images, or of IDX files as MNIST's.");
        }

        if (IdxDataset.Exists(folder, "train") || IdxDataset.Exists(folder, "t10k"))
        {
            return OpenIdx(folder, input);
        }

        var train = Path.Combine(folder, "train");
        var test = TestFolders.Select(name => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists);
        return Directory.Exists(train) && test is not null
            ? Cut(ImageFolderDataset.Read(train, input.Size), ImageFolderDataset.Read(test, input.Size), $"{train} to train, {test} to test")
            : Cut(ImageFolderDataset.Read(Directory.Exists(train) ? train : folder, input.Size), null, string.Empty);
    }

    private static DataSplits OpenIdx(string folder, InputSpec input)
    {
        var hasTrain = IdxDataset.Exists(folder, "train");
        var train = IdxDataset.Read(folder, hasTrain ? "train" : "t10k");
        var test = hasTrain && IdxDataset.Exists(folder, "t10k") ? IdxDataset.Read(folder, "t10k") : null;
        foreach (var part in new[] { train, test }.OfType<IdxDataset>())
        {
            if (part.Size.Channels != input.Size.Channels || (input.IsSizeFixed && part.Size != input.Size))
            {
                throw new DataException($"The IDX images in '{folder}' are {part.Size}, but the network takes {input.Size}. IDX images are used as they are: pick a network of that size, or save the images as files, which are resized.");
            }
        }

        return Cut(train, test, $"train-* to train, t10k-* to test, of '{folder}'");
    }

    private static DataSplits Cut(ImageDataset all, ImageDataset? test, string rule)
    {
        if (test is null)
        {
            var seen = new Dictionary<int, int>();
            var parts = Enumerable.Range(0, all.Count).ToLookup(i =>
            {
                var position = seen.GetValueOrDefault(all.Label(i));
                seen[all.Label(i)] = position + 1;
                return position % TestEvery == TestEvery - 1;
            });
            if (!parts[true].Any())
            {
                throw new DataException($"{all.Count} images are too few: at least {TestEvery} (of one class) are wanted, so that every fifth can be kept for the test.");
            }

            test = new SubsetDataset(all, [.. parts[true]]);
            all = new SubsetDataset(all, [.. parts[false]]);
            rule = "every fifth image of each class, in the order of paths, to test; the others to train";
        }
        else if (!all.Classes.SequenceEqual(test.Classes, StringComparer.Ordinal))
        {
            throw new DataException($"Training images have the classes {Names(all)}, test images {Names(test)}; they have to be the same.");
        }

        var count = Math.Min(CalibrationImages, all.Count);
        var source = all;
        var calibration = new SubsetDataset(all, [.. Enumerable.Range(0, count).Select(i => (int)((long)i * source.Count / count))]);
        return new(all, calibration, test, rule);
    }

    private static string Names(ImageDataset dataset) => dataset.HasLabels ? string.Join(", ", dataset.Classes.Take(12)) : "(none)";
}
