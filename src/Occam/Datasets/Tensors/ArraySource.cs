namespace Occam.Datasets.Tensors;

/// <summary>Opens NumPy's files: finds examples and labels by the usual names.</summary>
internal static class ArraySource
{
    private static readonly string[] Examples = ["x", "images", "inputs", "input", "data", "features", "X"];
    private static readonly string[] Labels = ["y", "labels", "label", "targets", "target", "Y"];

    /// <summary>Opens a file.</summary>
    /// <param name="path">A <c>.npz</c> with <c>x</c> (or images, inputs, data, features) and, for labels, <c>y</c> (or labels, targets); with <c>x_train</c>, <c>y_train</c>, <c>x_test</c>, <c>y_test</c> both splits. Or a <c>.npy</c> of examples, with labels in <c>NAME_labels.npy</c> or <c>labels.npy</c> beside it.</param>
    /// <param name="asImages">Whether 8-bit arrays are images.</param>
    /// <returns>The examples, and those of the test where the file has them.</returns>
    /// <exception cref="DataException">The file is damaged or lacks examples; the message names what it has.</exception>
    public static (Dataset All, Dataset? Test) Open(string path, bool asImages)
    {
        var arrays = NpyFile.Read(path);
        if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            return (Make(arrays.Values.Single(), LabelsBeside(path), null, asImages), null);
        }

        var classes = Find(arrays, Labels, "_train") is { } labels ? ClassesOf(labels, Find(arrays, Labels, "_test")) : null;
        return Find(arrays, Examples, "_train") is { } train
            ? (Make(train, Find(arrays, Labels, "_train"), classes, asImages), Find(arrays, Examples, "_test") is { } test ? Make(test, Find(arrays, Labels, "_test"), classes, asImages) : null)
            : (Make(Find(arrays, Examples, string.Empty) ?? Only(arrays, path), Find(arrays, Labels, string.Empty), null, asImages), null);
    }

    private static NpyArray? Find(IReadOnlyDictionary<string, NpyArray> arrays, string[] names, string split) =>
        names.SelectMany(name => new[] { name + split, split.TrimStart('_') + "_" + name }).Select(name => arrays.GetValueOrDefault(name)).FirstOrDefault(array => array is not null);

    // An archive without a known name may have a single array of examples.
    private static NpyArray Only(IReadOnlyDictionary<string, NpyArray> arrays, string path)
    {
        var others = arrays.Where(pair => !Labels.Contains(pair.Key, StringComparer.Ordinal)).Select(pair => pair.Value).ToArray();
        return others.Length == 1 ? others[0] : throw new DataException($"'{path}' has the arrays {string.Join(", ", arrays.Keys)}; wanted are examples named x (or {string.Join(", ", Examples[1..^1])}) and labels named y (or {string.Join(", ", Labels[1..^1])}).");
    }

    private static NpyArray? LabelsBeside(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? string.Empty;
        var file = new[] { Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + "_labels.npy"), Path.Combine(folder, "labels.npy") }
            .FirstOrDefault(candidate => File.Exists(candidate) && !string.Equals(candidate, path, StringComparison.Ordinal));
        return file is null ? null : NpyFile.Read(file).Values.Single();
    }

    private static Dataset Make(NpyArray examples, NpyArray? labels, IReadOnlyList<string>? classes, bool asImages)
    {
        if (examples.Shape.Count < 2 || examples.Shape[0] == 0)
        {
            throw new DataException($"'{examples.Path}' is [{string.Join(", ", examples.Shape)}]; examples along the first axis are wanted, and at least one more axis.");
        }

        if (labels is not null && (labels.Count != examples.Shape[0] || labels.Shape.Count(size => size != 1) > 1))
        {
            throw new DataException($"'{labels.Path}' is [{string.Join(", ", labels.Shape)}], but '{examples.Path}' has {examples.Shape[0]:N0} examples; one label an example is wanted.");
        }

        var numbers = labels is null ? null : Enumerable.Range(0, labels.Count).Select(labels.ToLabel).ToArray();
        classes ??= labels is null ? [] : ClassesOf(labels, null);
        return asImages && examples.IsBytes ? ArrayImages.Of(examples, numbers, classes) : new ArrayDataset(examples, numbers, classes);
    }

    private static string[] ClassesOf(NpyArray labels, NpyArray? others)
    {
        var highest = new[] { labels, others }.OfType<NpyArray>().SelectMany(array => Enumerable.Range(0, array.Count).Select(array.ToLabel)).DefaultIfEmpty(-1).Max();
        return [.. Enumerable.Range(0, highest + 1).Select(label => label.ToString())];
    }
}
