using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Core.Registry;

/// <summary>What the parts of a training run are made from beside their options.</summary>
public sealed record TrainingContext
{
    /// <summary>The network to train; not owned.</summary>
    public required Graph Graph { get; init; }

    /// <summary>The data.</summary>
    public required DataSplits Data { get; init; }

    /// <summary>How the network is fed, with the normalisation of the run.</summary>
    public required InputSpec Input { get; init; }

    /// <summary>Where to train. Default the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>The run's seed. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Whether the images of a batch are mixed with each other (<see cref="Batch.Mixture"/>). Default no.</summary>
    public bool MixesImages { get; init; }

    /// <summary>The operators that a further network's file may use. Default ONNX's.</summary>
    public OperatorSet Operators { get; init; } = OperatorSet.Standard;

    /// <summary>Makes the loss of the task.</summary>
    /// <exception cref="TrainingException">Images are mixed, but the loss reads one label an image.</exception>
    public TaskLoss Make(Choice<TrainingContext, TaskLoss> task)
    {
        var loss = task.Make(this);
        if (!MixesImages || loss.TakesMixtures)
        {
            return loss;
        }

        loss.Dispose();
        throw new TrainingException($"training.mixes gives every image two labels, but the task '{task.Name}' takes one: leave training.mixes out, or take a task that knows mixtures (cross_entropy).");
    }
}
