using Occam.Core.Compression;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Shapes;

namespace Occam.Core.Experiments;

/// <summary>An experiment whose network is built, whose data is open and whose algorithm stands: all that can go wrong before the first step has been checked.</summary>
internal sealed class PreparedExperiment : IDisposable
{
    private readonly Graph _graph;

    private PreparedExperiment(Graph graph, InputSpec input, DataSplits data, Algorithm algorithm)
    {
        (_graph, Input, Data, Algorithm) = (graph, input, data, algorithm);
    }

    /// <summary>How the network is fed.</summary>
    public InputSpec Input { get; }

    /// <summary>The data.</summary>
    public DataSplits Data { get; }

    /// <summary>What is trained.</summary>
    public Algorithm Algorithm { get; }

    /// <summary>Builds an experiment.</summary>
    /// <exception cref="ExperimentException">Network and data do not fit each other.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="GraphException">The network is no image classifier, or a part of the algorithm does not suit it.</exception>
    public static PreparedExperiment Of(Experiment experiment)
    {
        var (options, operators) = (experiment.Options, experiment.Registry.Operators);
        var graph = options.Model.Make(new() { Seed = options.Training.Seed, Operators = operators });
        try
        {
            OpenBatch.Apply(graph);
            var input = InputSpec.ReadAny(graph);
            var data = options.OpenData(input);
            CheckClasses(graph, data, options);
            input = input with { Normalisation = input.NormalisationFor(data.Train), Classes = data.HasLabels ? data.Train.Classes : input.Classes };
            input.Write(graph);
            return new(graph, input, data, options.Algorithm.Make(new() { Graph = graph, Data = data, Input = input, Seed = options.Training.Seed, MixesImages = options.Training.Mixes.Count > 0, Operators = operators }));
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>Batches to train on.</summary>
    public BatchLoader TrainingBatches(ExperimentTraining training) => new(Data.Train, Input.Normalisation!, new()
    {
        BatchSize = training.BatchSize,
        Shuffle = true,
        Layout = Input.Layout,
        Augmentation = training.Augmentation,
        Transforms = training.Transforms is { } transforms ? [.. transforms.Select(transform => transform.Make(new(Input.Size)))] : null,
        Mixes = [.. training.Mixes.Select(mix => mix.Make(new(Input.Layout)))],
        Seed = training.Seed,
        Workers = training.Workers,
    });

    /// <summary>Batches to test on.</summary>
    public BatchLoader TestBatches(ExperimentTraining training) =>
        new(Data.Test, Input.Normalisation!, new() { BatchSize = training.TestBatchSize, Layout = Input.Layout });

    /// <inheritdoc/>
    public void Dispose()
    {
        Algorithm.Dispose();
        _graph.Dispose();
    }

    private static void CheckClasses(Graph graph, DataSplits data, ExperimentOptions options)
    {
        if (data.HasLabels && ShapeInference.Run(graph).Dimensions(graph.Outputs[0]) is [_, var classes] && data.Train.Classes.Count > classes)
        {
            throw new ExperimentException($"The data has {data.Train.Classes.Count} classes, but the network '{options.Model.Name}' tells {classes} apart: set model.classes to {data.Train.Classes.Count}, or use other data.");
        }
    }
}
