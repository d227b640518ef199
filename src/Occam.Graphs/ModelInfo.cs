namespace Occam.Graphs;

/// <summary>What a model file says of itself beside the graph; kept from the file that was read to the file that is written.</summary>
public sealed record ModelInfo
{
    /// <summary>The version of the file format's intermediate representation. Default 8.</summary>
    public long IrVersion { get; init; } = 8;

    /// <summary>The program that made the file.</summary>
    public string ProducerName { get; init; } = "occam";

    /// <summary>The version of that program.</summary>
    public string ProducerVersion { get; init; } = string.Empty;

    /// <summary>The model's domain.</summary>
    public string Domain { get; init; } = string.Empty;

    /// <summary>The model's own version.</summary>
    public long ModelVersion { get; init; }

    /// <summary>Remarks on the model.</summary>
    public string DocString { get; init; } = string.Empty;

    /// <summary>Remarks on the graph.</summary>
    public string GraphDocString { get; init; } = string.Empty;

    /// <summary>Free properties of the model, for example class names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>Parts of the file that Occam does not interpret (local functions, training information), byte for byte.</summary>
    public ReadOnlyMemory<byte> Opaque { get; init; }
}
