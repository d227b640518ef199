using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Models.Searchers;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// Trains a supernet one path at a time (Guo et al. 2020, "Single path one-shot neural architecture search", section 3.3): each step draws a subnet, every choice as likely
/// as the others, and trains it alone. Nothing beside its path is computed or changed.
/// </summary>
/// <remarks>
/// The draw follows from the run's seed and the step. Evaluation and export take the largest subnet, with BatchNorm statistics of its own, as a sign of how far the supernet is;
/// the supernet itself is what the search wants, see <see cref="Supernet"/>.
/// </remarks>
public sealed class SposAlgorithm : Algorithm
{
    private readonly TaskLoss _task;
    private readonly BatchLoader? _calibration;
    private readonly TrainedModule _trained;

    /// <summary>Prepares the algorithm.</summary>
    /// <param name="graph">The supernet, trained in place; not owned.</param>
    /// <param name="task">The loss of each subnet; owned.</param>
    /// <param name="calibration">Images for BatchNorm statistics, of which the first batch is used; null leaves the supernet's.</param>
    /// <param name="device">Where to train; default the CPU.</param>
    /// <exception cref="GraphException">The graph has no choices.</exception>
    public SposAlgorithm(Graph graph, TaskLoss task, BatchLoader? calibration = null, Device? device = null)
    {
        (_task, _calibration) = (task, calibration);
        Space = SearchSpace.Of(graph);
        _trained = new(string.Empty, new GraphModule(graph, device));
    }

    /// <summary>The supernet's choices.</summary>
    public SearchSpace Space { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedModule> Modules => [_trained];

    /// <inheritdoc/>
    public override Graph? Supernet => Graph;

    /// <summary>The subnet that a step trains.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The step.</param>
    public Subnet SubnetOf(int seed, long step) => Space.Mutator.Sample(seed, step);

    /// <inheritdoc/>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        using var scope = NewDisposeScope();
        context.Optimizer.ClearGradients();
        _trained.Module.Select(Space.Paths(SubnetOf(context.Seed, context.Step)));
        var outputs = _trained.Module.Run([batch.Images]);
        var loss = _task.Compute(new(batch, outputs, new Dictionary<string, Tensor>(StringComparer.Ordinal)))
            ?? throw new TrainingException("There is nothing to train for: the task gives no loss for these images.");
        loss.backward();
        context.Optimizer.Step();
        var value = (double)loss.item<float>();
        return new(value, [new(_task.Name, value)]);
    }

    /// <inheritdoc/>
    public override void Eval()
    {
        var paths = Space.Paths(Space.Mutator.Largest);
        _trained.Module.Select(paths);
        Calibrate(Graph, paths);
        base.Eval();
    }

    /// <inheritdoc/>
    public override Graph Export()
    {
        var graph = Space.Resolve(Space.Mutator.Largest);
        Calibrate(graph, null);
        return graph;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _task.Dispose();
            _trained.Module.Dispose();
        }
    }

    private void Calibrate(Graph graph, IReadOnlyDictionary<Node, int>? paths)
    {
        if (_calibration is not null)
        {
            using var scope = NewDisposeScope();
            BatchNormCalibration.Apply(graph, _calibration.Read().First().Images, paths);
        }
    }
}
