using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Losses;
using Occam.Models.Mutables;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// Trains a slimmable supernet by the sandwich rule with in-place distillation (Yu and Huang 2019, "Universally slimmable networks", algorithm 1; "AutoSlim", section 3.1): each step runs the
/// largest subnet for the task, then the smallest and some random ones towards the largest one's output. All gradients are added up before the one step of the optimizer.
/// </summary>
/// <remarks>Random subnets follow from the run's seed and the step.</remarks>
public sealed class AutoSlimAlgorithm : SupernetAlgorithm
{
    private readonly KlDivergenceLoss _divergence;
    private readonly int _randomSubnets;
    private readonly SubnetModule _subnets;

    /// <summary>Prepares the algorithm.</summary>
    /// <param name="graph">The supernet, trained in place; not owned.</param>
    /// <param name="task">The loss of the largest subnet; owned.</param>
    /// <param name="options">How many random subnets, and the distillation; default two and temperature 1.</param>
    /// <param name="calibration">Images for BatchNorm statistics, of which the first batch is used; null leaves the supernet's.</param>
    /// <param name="device">Where to train; default the CPU.</param>
    /// <exception cref="GraphException">The graph has no choices.</exception>
    public AutoSlimAlgorithm(Graph graph, TaskLoss task, AutoSlimOptions? options = null, BatchLoader? calibration = null, Device? device = null)
        : base(graph, task, calibration, device)
    {
        options ??= new();
        (_divergence, _randomSubnets) = (new(options.Divergence), options.RandomSubnets);
        _subnets = new(Space, Network, device);
    }

    /// <summary>The subnets that a step trains beside the largest: the smallest, then the random ones.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The step.</param>
    public IReadOnlyList<Subnet> SubnetsOf(int seed, long step) =>
        [Space.Mutator.Smallest, .. Enumerable.Range(1, _randomSubnets).Select(part => Space.Mutator.Sample(seed, step, part))];

    /// <inheritdoc/>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        using var scope = NewDisposeScope();
        context.Optimizer.ClearGradients();
        var outputs = _subnets.Run(Space.Mutator.Largest, [batch.Images]);
        var loss = Task.Of(batch, outputs);
        loss.backward();
        var teacher = outputs[0].detach();
        var (task, divergence) = ((double)loss.item<float>(), 0.0);
        foreach (var subnet in SubnetsOf(context.Seed, context.Step))
        {
            using var pass = NewDisposeScope();
            var distance = _divergence.Compute(_subnets.Run(subnet, [batch.Images])[0], teacher);
            distance.backward();
            divergence += distance.item<float>();
        }

        context.Optimizer.Step();
        return new(task + divergence, [new(Task.Name, task), new("divergence", divergence)]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _divergence.Dispose();
            _subnets.Dispose();
        }

        base.Dispose(disposing);
    }
}
