using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using Occam.Models.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// DARTS (Liu et al. 2019, algorithm 1): in each step the architecture parameters of a <see cref="DartsSupernet"/> follow <see cref="BilevelGradient"/> on images that the weights
/// never see, by their own optimizer (parameter set <c>architecture</c>), then the weights follow L_train. What is written at the end is the network of the derived genotype with the
/// weights that it has in the search network.
/// </summary>
/// <remarks>
/// The architecture's images come from a loader of their own, as in the paper, where the data has images held out; else each batch is parted by a draw for each image, so that both parts
/// have about their share. Statistics of BatchNorm are those of the weights' own passes: the passes for the architecture leave no trace.
/// </remarks>
public sealed class DartsAlgorithm : Algorithm
{
    /// <summary>The set of the architecture parameters.</summary>
    public const string ArchitectureSet = "architecture";

    private readonly TaskLoss _task;
    private readonly DartsSearchOptions _options;
    private readonly int _seed;
    private readonly TrainedModule _trained;
    private readonly ParameterSet _weights;
    private readonly ParameterSet _architecture;
    private readonly BilevelGradient _gradient;
    private readonly GumbelNoise _noise;
    private readonly KeptStatistics _statistics;
    private readonly BatchStream? _heldOut;

    /// <summary>Prepares the search.</summary>
    /// <param name="graph">The search network, trained in place; not owned.</param>
    /// <param name="task">The task's loss, owned.</param>
    /// <param name="options">Order, parts, temperature.</param>
    /// <param name="seed">The seed of the parts of the data, and of Gumbel's noise.</param>
    /// <param name="device">Where to train; default the CPU.</param>
    /// <param name="validation">Batches that train the architecture, of images that are in no batch of the run; default none: the run's batches are parted.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    /// <exception cref="GraphException">The graph has no place where candidates are mixed.</exception>
    public DartsAlgorithm(Graph graph, TaskLoss task, DartsSearchOptions? options = null, int seed = 0, Device? device = null, BatchLoader? validation = null)
    {
        (_task, _options, _seed) = (task, options ?? new(), seed);
        if (validation is not null && _options.ValidationShare is { } share)
        {
            throw new ArgumentException($"The experiment holds images out for the architecture (training.validation), so no share of the training images is wanted beside them: leave out validation_share, which is {share}, or training.validation.", nameof(options));
        }

        _heldOut = validation is null ? null : new(validation);
        if (_options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        if (!DartsSupernet.Is(graph))
        {
            throw new GraphException($"Graph '{graph.Name}' has no place where candidates are mixed: search in a network of type darts.");
        }

        _trained = new(string.Empty, new GraphModule(graph, device));
        var tables = Names(graph, node => node.Operator is WeightedChoice ? [node.Input(0)] : []);
        var affine = Names(graph, node => node.Operator is BatchNormalization && !_options.AffineNorms ? [node.Input(1), node.Input(2)] : []);
        var all = _trained.Module.named_parameters().Select(pair => (pair.name, pair.parameter)).ToArray();
        foreach (var (_, parameter) in all.Where(pair => affine.Contains(pair.name)))
        {
            parameter.requires_grad_(false);
        }

        _architecture = new(ArchitectureSet, [.. all.Where(pair => tables.Contains(pair.name))]);
        _weights = new(ParameterSet.Weights, [.. all.Where(pair => !tables.Contains(pair.name) && !affine.Contains(pair.name))]);
        _gradient = new([.. _architecture.Parameters.Select(pair => pair.Weight)]);
        _noise = new(graph, _options, seed);
        _statistics = new(graph);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedModule> Modules => [_trained];

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSet> ParameterSets => [_weights, _architecture];

    /// <summary>The genotype of the architecture parameters as they are.</summary>
    public Genotype Genotype => GenotypeDerivation.Of(Graph);

    /// <inheritdoc/>
    /// <exception cref="TrainingException">The weights' optimizer is not SGD, though the options look ahead, or adds up gradients.</exception>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        using var scope = NewDisposeScope();
        var moves = context.Epoch >= _options.WarmUpEpochs;
        var (training, validation) = _heldOut is null ? Split(batch) : (batch, moves ? _heldOut.At(context.Step) : null);
        var losses = new List<KeyValuePair<string, double>>();
        _noise.Draw(context);
        if (training is not null && validation is not null && moves)
        {
            losses.Add(new("validation", StepArchitecture(training, validation, context)));
        }

        // A batch so small that one part is empty trains the weights not at all rather than on the other part's images.
        if (training is not null)
        {
            losses.Insert(0, new(_task.Name, StepWeights(training, context)));
        }

        _noise.Clear();
        return losses.Count > 0 ? new(losses[0].Value, losses) : new(0, [new(_task.Name, 0)]);
    }

    /// <summary>The network of the derived genotype, with the search network's weights.</summary>
    public override Graph Export() => DartsCells.Resolve(Graph, Genotype);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _heldOut?.Dispose();
            _task.Dispose();
            _trained.Module.Dispose();
        }
    }

    private static HashSet<string> Names(Graph graph, Func<Node, IEnumerable<Value>> choose) => [.. graph.Nodes.SelectMany(choose).Select(value => value.Name)];

    private double StepArchitecture(Batch training, Batch validation, StepContext context)
    {
        _statistics.Keep();
        var loss = _options.Unrolled
            ? _gradient.SecondOrder(() => Loss(training), () => Loss(validation), LookedAhead(context.Optimizer))
            : _gradient.FirstOrder(() => Loss(validation));
        _statistics.Restore();
        context.OptimizerOf(ArchitectureSet).Step();
        return loss;
    }

    private double StepWeights(Batch training, StepContext context)
    {
        context.Optimizer.ClearGradients();
        var loss = Loss(training);
        loss.backward();
        foreach (var (_, table) in _architecture.Parameters)
        {
            table.grad = null;
        }

        context.Optimizer.Step();
        return loss.ToDouble();
    }

    private static Sgd LookedAhead(Optimizer optimizer) => optimizer switch
    {
        { Accumulated: > 0 } => throw new TrainingException("DARTS does not look ahead of gradients that are added up: leave the optimizer's accumulation at 1."),
        Sgd sgd => sgd,
        _ => throw new TrainingException($"DARTS looks ahead of steps of SGD, but the optimizer is {optimizer.GetType().Name}: use sgd, or unrolled: false."),
    };

    private Tensor Loss(Batch batch)
    {
        using var scope = NewDisposeScope();
        var outputs = _trained.Module.Run([batch.Images]);
        return _task.Of(batch, outputs).MoveToOuterDisposeScope();
    }

    private (Batch? Training, Batch? Validation) Split(Batch batch)
    {
        var images = batch.Indices?.cpu().data<long>().ToArray() ?? [.. Enumerable.Range(0, batch.Count).Select(i => (long)i)];
        var limit = (ulong)((_options.ValidationShare ?? DartsSearchOptions.DefaultValidationShare) * ulong.MaxValue);
        var parts = images.Index().ToLookup(pair => new SplitMix(_seed, pair.Item).Next() < limit, pair => (long)pair.Index);
        return (Part(parts[false]), Part(parts[true]));

        Batch? Part(IEnumerable<long> places)
        {
            var chosen = places.ToArray();
            if (chosen.Length == 0)
            {
                return null;
            }

            var rows = tensor(chosen).to(batch.Images.device);
            return batch with
            {
                Images = batch.Images.index_select(0, rows),
                Labels = batch.Labels?.index_select(0, rows),
                Indices = batch.Indices?.index_select(0, rows),
                Mixture = batch.Mixture is { } mixture ? mixture with { Labels = mixture.Labels.index_select(0, rows) } : null,
            };
        }
    }
}
