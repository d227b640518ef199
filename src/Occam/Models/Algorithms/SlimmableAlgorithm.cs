using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// Trains the largest network of a space and some subnets of it jointly, with shared weights but BatchNorms of their own (Yu et al. 2019, "Slimmable neural networks", section 3.3): each step
/// adds up the gradients of all of them, then steps once.
/// </summary>
public sealed class SlimmableAlgorithm : Algorithm
{
    private readonly TaskLoss _task;
    private readonly int _deploy;
    private readonly TrainedModule _trained;
    private readonly SearchSpace _space;
    private readonly (Subnet Subnet, NarrowedNetwork Network)[] _subnets;

    /// <summary>Prepares the algorithm.</summary>
    /// <param name="graph">The supernet, trained in place; not owned.</param>
    /// <param name="task">The loss of every network; owned.</param>
    /// <param name="subnets">The subnets beside the largest one.</param>
    /// <param name="deploy">Which network is exported: 0 for the largest, else the number of a subnet from 1.</param>
    /// <param name="device">Where to train; default the CPU.</param>
    /// <exception cref="GraphException">The graph is no supernet.</exception>
    public SlimmableAlgorithm(Graph graph, TaskLoss task, IReadOnlyList<Subnet> subnets, int deploy = 0, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deploy, subnets.Count);
        (_task, _deploy, _space) = (task, deploy, SearchSpace.Of(graph));
        _trained = new(string.Empty, new GraphModule(graph, device));
        _trained.Module.Select(_space.Paths(_space.Mutator.Largest));
        var own = graph.Nodes.Where(node => node.OpType == "BatchNormalization").SelectMany(node => node.Inputs.Skip(1).OfType<Value>()).Select(value => value.Name).ToHashSet(StringComparer.Ordinal);
        _subnets = [.. subnets.Select(subnet => (subnet, _space.Narrow(subnet, device, value => own.Contains(value.Name))))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedModule> Modules => [_trained];

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSet> ParameterSets =>
        [new(ParameterSet.Weights, [.. NetworkParameters(), .. Owned().Where(pair => pair.Tensor is Parameter).Select(pair => (pair.Name, (Parameter)pair.Tensor))])];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> StateTensors => Owned().Where(pair => pair.Tensor is not Parameter);

    /// <inheritdoc/>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        using var scope = NewDisposeScope();
        context.Optimizer.ClearGradients();
        var losses = new List<KeyValuePair<string, double>> { new("largest", Backward(batch, _trained.Module.Run([batch.Images]))) };
        foreach (var (i, (_, network)) in _subnets.Index())
        {
            using var pass = NewDisposeScope();
            losses.Add(new($"subnet{i + 1}", Backward(batch, network.Run([batch.Images], RunContext.Train))));
        }

        context.Optimizer.Step();
        return new(losses.Sum(loss => loss.Value), losses);
    }

    /// <inheritdoc/>
    public override Graph Export() => Export(_deploy);

    /// <summary>One of the networks with its own BatchNorms.</summary>
    /// <param name="index">0 for the largest, else the number of a subnet from 1.</param>
    /// <returns>A plain graph; the caller disposes it.</returns>
    public Graph Export(int index) => index == 0 ? _space.Resolve(_space.Mutator.Largest) : _space.Copy(_subnets[index - 1].Network, _subnets[index - 1].Subnet);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _task.Dispose();
            Array.ForEach(_subnets, pair => pair.Network.Dispose());
            _trained.Module.Dispose();
        }
    }

    private IEnumerable<(string Name, Tensor Tensor)> Owned() =>
        _subnets.Index().SelectMany(pair => pair.Item.Network.Owned.Select(owned => ($"subnet{pair.Index + 1}:{owned.Name}", owned.Tensor)));

    private double Backward(Batch batch, Tensor[] outputs)
    {
        var loss = _task.Of(batch, outputs);
        loss.backward();
        return loss.item<float>();
    }
}
