using Occam.Core.Configs;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>A network that is read from a file.</summary>
public sealed record OnnxFileOptions
{
    /// <summary>The ONNX file.</summary>
    [FilePath]
    public required string File { get; init; }
}
