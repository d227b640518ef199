using Occam.Core.Configs;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>Images or tensors in a folder or file, in whatever form <see cref="Datasets.DataSource"/> knows.</summary>
public sealed record DataFolderOptions
{
    /// <summary>The folder: IDX files as MNIST has them, CIFAR's binary files, image files, <c>train.npz</c> and the like; or a <c>.npz</c>, <c>.npy</c>, <c>.csv</c> or <c>.parquet</c> file.</summary>
    [FilePath]
    public required string Path { get; init; }
}
