namespace Occam.Apis;

/// <summary>What <see cref="Quantize"/> is to do.</summary>
public sealed record QuantizeOptions
{
    /// <summary>The ONNX file: any network that TorchSharp can compute, with any inputs and outputs.</summary>
    public required string Model { get; init; }

    /// <summary>What it is calibrated with: a folder of recorded inputs (<c>input_0.pb</c>, or <c>test_data_set_0/input_0.pb</c>), a <c>.npz</c> with an array of each input's name, or, for one input, whatever training takes.</summary>
    public required string Data { get; init; }

    /// <summary>The ONNX file to write; replaced where it is there.</summary>
    public required string Output { get; init; }

    /// <summary>How weights are rounded, and their bits. <see cref="QuantizationOptions.MaxDrop"/> and <see cref="QuantizationOptions.NeverSlower"/> are for classifiers and have to be off. Default to the nearest integer of 8 bits.</summary>
    public QuantizationOptions Quantization { get; init; } = new();

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Quantization.Problems()
        .Concat(Quantization.MaxDrop is null ? [] : ["an accuracy drop is for a classifier of one input; this network is judged by its outputs' differences"])
        .Concat(Quantization.NeverSlower ? ["keeping float where integers are slower is for a classifier of one input"] : []);
}
