namespace Occam.Core.Search;

/// <summary>How a search is carried out.</summary>
public sealed record SearchRunOptions
{
    /// <summary>The trained supernet's ONNX file.</summary>
    public required string Supernet { get; init; }

    /// <summary>The folder for state, table, subnet and report.</summary>
    public required string Output { get; init; }

    /// <summary>Whether to go on with the search in the folder. Default no.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether to start again over the search in the folder. Default no.</summary>
    public bool Overwrite { get; init; }
}
