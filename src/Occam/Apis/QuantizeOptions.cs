using Occam.Datasets;
using Occam.Datasets.Loading;

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

    /// <summary>How weights are rounded, and their bits. <see cref="QuantizationOptions.MaxDrop"/> is for classifiers and has to be off. Default to the nearest integer of 8 bits.</summary>
    public QuantizationOptions Quantization { get; init; } = new();

    /// <summary>Height and width of images, where the model file leaves them open; the written network takes images of this size. Null takes 224 for open sides. Default null.</summary>
    public ImageSides? ImageSize { get; init; }

    /// <summary>How pixels become inputs, where the data are images and the network's input is one; null takes what the model file states, else ImageNet's for three channels, else the images'. Default null.</summary>
    public Normalisation? Normalisation { get; init; }

    /// <summary>ONNX Runtime's threads where time decides, at least 1; null takes the usable cores. Default null.</summary>
    public int? Threads { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Quantization.Problems()
        .Concat(Quantization.MaxDrop is null ? [] : ["an accuracy drop is for a classifier of one input; this network is judged by its outputs' differences"])
        .Concat(Threads is null or >= 1 ? [] : [$"threads have to be at least 1, but are {Threads}"]);
}
