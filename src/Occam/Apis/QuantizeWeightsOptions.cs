using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Models.Quantizers;
using Occam.Models.Quantizers.WeightOnly;

namespace Occam.Apis;

/// <summary>What <see cref="QuantizeWeights"/> is to do.</summary>
public sealed record QuantizeWeightsOptions
{
    /// <summary>The ONNX file: any network with MatMul or Gemm.</summary>
    public required string Model { get; init; }

    /// <summary>The ONNX file to write; replaced where it is there.</summary>
    public required string Output { get; init; }

    /// <summary>Data, as <see cref="QuantizeOptions.Data"/>: weights are then rounded by GPTQ and outputs compared on them. Null rounds to the nearest and compares on random inputs. Default null.</summary>
    public string? Data { get; init; }

    /// <summary>Bits, blocks and exceptions. Default 4 bits, symmetric, blocks of 32.</summary>
    public WeightOnlyOptions Quantization { get; init; } = new();

    /// <summary>Height and width of images, where the model file leaves them open; the written network takes images of this size. Null takes 224 for open sides. Default null.</summary>
    public ImageSides? ImageSize { get; init; }

    /// <summary>How pixels become inputs, where the data are images and the network's input is one; null takes what the model file states, else ImageNet's for three channels, else the images'. Default null.</summary>
    public Normalisation? Normalisation { get; init; }

    /// <summary>
    /// The most bytes that the written file may have: layers then get 8, 4 or 2 bits or stay float, each as its effect on the outputs of the first batch of data (or of random inputs) says, and
    /// <see cref="WeightOnlyOptions.Bits"/> are the fewest. Null gives all layers the same bits. Default null.
    /// </summary>
    public SizeLimit? MaxSize { get; init; }

    /// <summary>The seed of random inputs. Default 0.</summary>
    public int Seed { get; init; }
}
