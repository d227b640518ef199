using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Mutables;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// Trains a supernet one path at a time (Guo et al. 2020, "Single path one-shot neural architecture search", section 3.3): each step draws a subnet, every choice as likely
/// as the others, and trains it alone. Nothing beside its path is computed or changed.
/// </summary>
/// <remarks>The draw follows from the run's seed and the step.</remarks>
public sealed class SposAlgorithm : SupernetAlgorithm
{
    /// <summary>Prepares the algorithm.</summary>
    /// <param name="graph">The supernet, trained in place; not owned.</param>
    /// <param name="task">The loss of each subnet; owned.</param>
    /// <param name="calibration">Images for BatchNorm statistics, of which the first batch is used; null leaves the supernet's.</param>
    /// <param name="device">Where to train; default the CPU.</param>
    /// <exception cref="GraphException">The graph has no choices.</exception>
    public SposAlgorithm(Graph graph, TaskLoss task, BatchLoader? calibration = null, Device? device = null)
        : base(graph, task, calibration, device)
    {
    }

    /// <summary>The subnet that a step trains.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The step.</param>
    public Subnet SubnetOf(int seed, long step) => Space.Mutator.Sample(seed, step);

    /// <inheritdoc/>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        using var scope = NewDisposeScope();
        context.Optimizer.ClearGradients();
        Network.Select(Space.Paths(SubnetOf(context.Seed, context.Step)));
        var loss = Task.Of(batch, Network.Run([batch.Images]));
        loss.backward();
        context.Optimizer.Step();
        var value = (double)loss.item<float>();
        return new(value, [new(Task.Name, value)]);
    }
}
