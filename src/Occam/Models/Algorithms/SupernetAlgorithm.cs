using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Searchers;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// What algorithms that train a supernet have in common. Evaluation and export take the largest subnet, with BatchNorm statistics of its own, as a sign of how far the supernet is; the supernet
/// itself is what the search wants, see <see cref="Supernet"/>.
/// </summary>
public abstract class SupernetAlgorithm : Algorithm
{
    private readonly BatchLoader? _calibration;
    private readonly TrainedModule _trained;

    /// <summary>Prepares the algorithm.</summary>
    /// <param name="graph">The supernet, trained in place; not owned.</param>
    /// <param name="task">The loss of the subnets; owned.</param>
    /// <param name="calibration">Images for BatchNorm statistics, of which the first batch is used; null leaves the supernet's.</param>
    /// <param name="device">Where to train; default the CPU.</param>
    /// <exception cref="GraphException">The graph has no choices.</exception>
    private protected SupernetAlgorithm(Graph graph, TaskLoss task, BatchLoader? calibration, Device? device)
    {
        (Task, _calibration) = (task, calibration);
        Space = SearchSpace.Of(graph);
        _trained = new(string.Empty, new GraphModule(graph, device));
    }

    /// <summary>The supernet's choices.</summary>
    public SearchSpace Space { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<TrainedModule> Modules => [_trained];

    /// <inheritdoc/>
    public sealed override Graph? Supernet => Graph;

    private protected TaskLoss Task { get; }

    private protected GraphModule Network => _trained.Module;

    /// <inheritdoc/>
    public sealed override void Eval()
    {
        var paths = Space.Paths(Space.Mutator.Largest);
        Network.Select(paths);
        Calibrate(Graph, paths);
        base.Eval();
    }

    /// <inheritdoc/>
    public sealed override Graph Export()
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
            Task.Dispose();
            Network.Dispose();
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
