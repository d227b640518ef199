using Occam.Core.Training;
using Occam.Models.Architectures;

namespace Occam.Apis;

/// <summary>The options of <see cref="Train"/>.</summary>
public sealed record TrainOptions
{
    /// <summary>The folder of labelled images.</summary>
    public required string Data { get; init; }

    /// <summary>The ONNX file to write. The checkpoint lies beside it, named <c>.checkpoint</c>, until training ends.</summary>
    public required string Output { get; init; }

    /// <summary>The network's shape; its classes are those of the data. Default a residual network for 1x28x28.</summary>
    public ArchitectureOptions Network { get; init; } = new ResNetOptions();

    /// <summary>Epochs, learning rate and the like; its seed is also that of the weights.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Whether to go on from the checkpoint of an interrupted run. Default no.</summary>
    public bool Resume { get; init; }
}
