namespace Occam.Onnx;

/// <summary>How a model is written.</summary>
public sealed record OnnxWriteOptions
{
    /// <summary>Tensors of this many bytes and more go to a data file beside the model (<c>NAME.onnx.data</c>). Default null: only where the model would pass 2 GB, and then those from 1024 bytes.</summary>
    public long? ExternalDataFrom { get; init; }

    /// <summary>The most bytes that a file may have: protobuf's limit of 2 GB. Tests lower it.</summary>
    internal long MostBytes { get; init; } = int.MaxValue;
}
