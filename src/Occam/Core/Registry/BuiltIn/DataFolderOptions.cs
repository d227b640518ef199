using Occam.Core.Configs;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>Images in a folder, in whatever form <see cref="Datasets.DataSource"/> knows.</summary>
public sealed record DataFolderOptions
{
    /// <summary>The folder: IDX files as MNIST has them, or image files.</summary>
    [FilePath]
    public required string Path { get; init; }
}
