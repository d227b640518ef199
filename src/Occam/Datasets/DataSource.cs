using Occam.Datasets.Tables;
using Occam.Datasets.Tensors;

namespace Occam.Datasets;

/// <summary>Opens data for a network, whatever form it has: a folder of images or files, or a file of tensors or rows. The one place that knows the forms and the rule of the split.</summary>
public static class DataSource
{
    /// <summary>Examples that calibration takes from the training examples at most.</summary>
    public const int CalibrationImages = 512;

    private const int TestEvery = 5;

    private static readonly string[] TestFolders = ["test", "val", "valid", "validation"];
    private static readonly string[] Tables = [".csv", ".tsv", ".parquet"];
    private static readonly string[] Arrays = [".npz", ".npy"];

    /// <summary>
    /// Opens data: IDX files (<c>train-images-idx3-ubyte[.gz]</c>, <c>t10k-...</c>), CIFAR's binary files, <c>train.npz|npy|csv|tsv|parquet</c> with
    /// <c>test.*</c> or <c>val.*</c>, recorded inputs (<c>input_0.pb</c>), an image folder with <c>train/</c> and <c>test/</c> or <c>val/</c>, or an image folder; or one
    /// such file. Where there is no test split, every fifth example (of each class, in the order of paths or rows) is one. Calibration takes up to 512 training
    /// examples, evenly spaced.
    /// </summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="input">How the network is fed; image files are decoded to its size.</param>
    /// <param name="table">How tables are read; default the label in the last column, columns normalised.</param>
    /// <exception cref="DataException">The data is missing, damaged, or does not fit the network; the message says what and where.</exception>
    public static DataSplits Open(string path, InputSpec input, TableOptions? table = null)
    {
        if (File.Exists(path))
        {
            return OpenFiles(path, null, input, table ?? new());
        }

        if (!Directory.Exists(path))
        {
            throw new DataException($"There is no folder or file '{path}'. Wanted a folder of images, of IDX files as MNIST's, of CIFAR's binary files, or a .npz, .npy, .csv or .parquet file.");
        }

        if (IdxDataset.Exists(path, "train") || IdxDataset.Exists(path, "t10k"))
        {
            return OpenIdx(path, input);
        }

        if (CifarDataset.Find(path) is { } cifar)
        {
            return Cut(Fitting(CifarDataset.Read(cifar, train: true), input, path), Fitting(CifarDataset.Read(cifar, train: false), input, path), $"CIFAR's training and test files of '{cifar}'");
        }

        if (SplitFile(path, ["train"]) is { } file)
        {
            return OpenFiles(file, SplitFile(path, TestFolders), input, table ?? new());
        }

        return RecordedInputs.Find(path).Count > 0
            ? Cut(Fitting(RecordedInputs.ReadExamples(path), input, path), null, string.Empty)
            : OpenImages(path, input);
    }

    private static DataSplits OpenImages(string folder, InputSpec input)
    {
        if (!input.IsImage)
        {
            throw new DataException($"'{folder}' has no tensors: the network takes [{string.Join(", ", input.Shape!)}], so a .npz, .npy, .csv or .parquet file is wanted, or recorded inputs (input_0.pb).");
        }

        var train = Path.Combine(folder, "train");
        var test = TestFolders.Select(name => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists);
        return Directory.Exists(train) && test is not null
            ? Cut(ImageFolderDataset.Read(train, input.Size), ImageFolderDataset.Read(test, input.Size), $"{train} to train, {test} to test")
            : Cut(ImageFolderDataset.Read(Directory.Exists(train) ? train : folder, input.Size), null, string.Empty);
    }

    private static string? SplitFile(string folder, string[] names) =>
        names.SelectMany(name => Arrays.Concat(Tables).Select(extension => Path.Combine(folder, name + extension))).FirstOrDefault(File.Exists);

    private static DataSplits OpenFiles(string train, string? test, InputSpec input, TableOptions table)
    {
        var rule = test is null ? string.Empty : $"{train} to train, {test} to test";
        if (Tables.Contains(Path.GetExtension(train), StringComparer.OrdinalIgnoreCase))
        {
            var rows = TableDataset.Read(train, table);
            return Cut(Fitting(rows, input, train), test is null ? null : Fitting(rows.ReadFurther(test, table), input, test), rule);
        }

        if (!Arrays.Contains(Path.GetExtension(train), StringComparer.OrdinalIgnoreCase))
        {
            throw new DataException($"'{train}' is no data that Occam knows: wanted are {string.Join(", ", Arrays.Concat(Tables))} files, or a folder.");
        }

        var (all, own) = ArraySource.Open(train, input.IsImage);
        var held = test is null ? own : ArraySource.Open(test, input.IsImage).All;
        return Cut(Fitting(all, input, train), held is null ? null : Fitting(held, input, test ?? train), test is null ? $"the arrays of '{train}'" : rule);
    }

    private static DataSplits OpenIdx(string folder, InputSpec input)
    {
        var hasTrain = IdxDataset.Exists(folder, "train");
        var train = IdxDataset.Read(folder, hasTrain ? "train" : "t10k");
        var test = hasTrain && IdxDataset.Exists(folder, "t10k") ? IdxDataset.Read(folder, "t10k") : null;
        return Cut(Fitting(train, input, folder), test is null ? null : Fitting(test, input, folder), $"train-* to train, t10k-* to test, of '{folder}'");
    }

    private static Dataset Fitting(Dataset data, InputSpec input, string path)
    {
        if (data is ImageDataset images)
        {
            return input.IsImage && images.Size.Channels == input.Size.Channels && (!input.IsSizeFixed || images.Size == input.Size)
                ? data
                : throw new DataException($"The {(data is IdxDataset ? "IDX " : string.Empty)}images in '{path}' are {images.Size}, but the network takes {(input.IsImage ? input.Size.ToString() : $"[{string.Join(", ", input.Shape!)}]")}. {(data is IdxDataset ? "IDX images" : "They")} are used as they are: pick a network of that size, or save the images as files, which are resized.");
        }

        var shape = ((TensorDataset)data).Shape;
        return input.Accepts(shape)
            ? data
            : throw new DataException($"The examples in '{path}' are [{string.Join(", ", shape)}], but the network takes [{string.Join(", ", input.ExampleShape)}].{(data is TableDataset table ? $" The columns are {string.Join(", ", table.Columns.Take(20))}." : string.Empty)}");
    }

    private static DataSplits Cut(Dataset all, Dataset? test, string rule)
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
                throw new DataException($"{all.Count} {(all is ImageDataset ? "images" : "examples")} are too few: at least {TestEvery} (of one class) are wanted, so that every fifth can be kept for the test.");
            }

            test = all.Take([.. parts[true]]);
            rule = $"every fifth {(all is ImageDataset ? "image of each class, in the order of paths" : "example of each class, in the order of the rows")}, to test; the others to train";
            all = all.Take([.. parts[false]]);
        }
        else if (!all.Classes.SequenceEqual(test.Classes, StringComparer.Ordinal))
        {
            throw new DataException($"Training {(all is ImageDataset ? "images" : "examples")} have the classes {Names(all)}, test {(all is ImageDataset ? "images" : "examples")} {Names(test)}; they have to be the same.");
        }

        var count = Math.Min(CalibrationImages, all.Count);
        return new(all, all.Take([.. DataSplits.Spread(count, all.Count)]), test, rule);
    }

    private static string Names(Dataset dataset) => dataset.HasLabels ? string.Join(", ", dataset.Classes.Take(12)) : "(none)";
}
