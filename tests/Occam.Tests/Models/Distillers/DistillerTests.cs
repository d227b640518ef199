using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms;
using Occam.Models.Distillers;
using Occam.Models.Distillers.Connectors;
using Occam.Models.Losses;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Distillers;

public sealed class DistillerTests
{
    private const string Inner = "stage1.block0.relu2";
    private static readonly ImageDataset Data = new MemoryDataset(64);

    [Fact]
    public void Every_problem_is_in_one_error_before_training()
    {
        using var student = TinyNetwork.Build();
        var options = Options(
            With(new DkdOptions(), new DkdLoss(new()), ("student", new() { Value = "logitz" }), ("techer", new())),
            With(new L2Options(), new L2Loss(new()), ("student", new() { Value = Inner }), ("teacher", new() { Output = Inner })),
            With(new L1Options(), new L1Loss(new()), ("student", new() { Value = "stage1*" }), ("teacher", new() { Of = "tutor" })),
            With(new L1Options(), new L1Loss(new()), ("student", new() { Value = Inner, Connectors = ["adapt.outt"] }), ("teacher", new() { Value = Inner, Connectors = ["adopt"] }))) with
        {
            Teacher = Fixed(() => TinyNetwork.Build(2, width: 12)),
            Connectors = new Dictionary<string, Choice<ConnectorContext, Connector>>(StringComparer.Ordinal)
            {
                ["adapt"] = new("convolution", new ConvolutionConnectorOptions(), context => new ConvolutionConnector(new(), context)),
                ["idle"] = new("flatten", new FlattenConnectorOptions(), context => new FlattenConnector(context)),
            },
        };

        var error = Assert.Throws<TrainingException>(() => new Distiller(options, Context(student))).Message;

        Assert.Contains("no 'techer'; did you mean 'teacher'?", error, StringComparison.Ordinal);
        Assert.Contains("dkd.student: the student has no value 'logitz'; the nearest are 'logits'", error, StringComparison.Ordinal);
        Assert.Contains("L2Loss: student and teacher have to be of one shape of at least 2 axes, but are [2, 8, 8, 8] and [2, 12, 8, 8]", error, StringComparison.Ordinal);
        Assert.Contains("'stage1*' fits", error, StringComparison.Ordinal);
        Assert.Contains("there is no 'tutor' to record of, only student, teacher, batch", error, StringComparison.Ordinal);
        Assert.Contains("there is no connector 'adopt'; did you mean 'adapt'?", error, StringComparison.Ordinal);
        Assert.Contains("connector 'adapt' gives out, but no 'outt'", error, StringComparison.Ordinal);
        Assert.Contains("connectors.idle: no loss names it", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_is_that_of_the_recorded_tensors()
    {
        using var scope = NewDisposeScope();
        using var student = TinyNetwork.Build();
        using var teacher = TinyNetwork.Build(2);
        using var plain = new L2Loss(new());
        var options = Options(With(new L2Options(), new L2Loss(new()), ("student", new() { Output = "stage1*add" }), ("teacher", new() { Input = "stage1.block0.relu2" }))) with { Teacher = Fixed(teacher.Clone) };
        using var distiller = new Distiller(options, Context(student));
        using var algorithm = new CombinedAlgorithm(student, null, [distiller]);
        var images = randn(3, 1, 8, 8);
        algorithm.Train();
        using var optimizer = new Sgd(algorithm.ParameterSets[0].Parameters, new());
        var (a, b) = (Recorded(student.Clone(), images, train: true), Recorded(teacher.Clone(), images, train: false));

        var result = algorithm.TrainStep(new(images, null), new(optimizer));

        Assert.Equal(plain.Compute(a, b).item<float>(), result.Total, 1e-5);
        Assert.Equal("l2", Assert.Single(result.Losses).Key);
    }

    [Fact]
    public void Teacher_is_frozen_and_keeps_its_statistics()
    {
        using var student = TinyNetwork.Build();
        Graph? teacher = null;
        var options = Options(With(new KlDivergenceOptions(), new KlDivergenceLoss(new()))) with { Teacher = Fixed(() => teacher = TinyNetwork.Build(2)) };
        using var algorithm = new CombinedAlgorithm(student, null, [new Distiller(options, Context(student))]);
        var before = TinyNetwork.Weights(teacher!);

        Train(algorithm, steps: 3);

        Assert.Equal(before, TinyNetwork.Weights(teacher!));
        Assert.NotEqual(before, TinyNetwork.Weights(student));
    }

    [Fact]
    public void Student_becomes_its_teacher_through_a_connector_that_is_trained_and_kept_in_checkpoints()
    {
        using var folder = new TemporaryFolder();
        var whole = Run(null, 8);
        Run(folder.File("c"), 8, stopAfter: 4);

        Assert.Equal(whole.Weights, Run(folder.File("c"), 8).Weights);
        Assert.True(whole.Last < whole.First);

        (float[] Weights, double First, double Last) Run(string? checkpoint, int epochs, int stopAfter = int.MaxValue)
        {
            using var student = TinyNetwork.Build();
            var options = Options(With(new L2Options(), new L2Loss(new()), ("student", new() { Value = Inner, Connectors = ["adapt"] }), ("teacher", new() { Value = Inner }))) with
            {
                Teacher = Fixed(() => TinyNetwork.Build(2, width: 12)),
                Connectors = new Dictionary<string, Choice<ConnectorContext, Connector>>(StringComparer.Ordinal)
                {
                    ["adapt"] = new("convolution", new ConvolutionConnectorOptions(), context => new ConvolutionConnector(new(), context)),
                },
            };
            using var algorithm = new CombinedAlgorithm(student, null, [new Distiller(options, Context(student))]);
            using var trainer = new Trainer(algorithm, new(Data, Normalisation.Measure(Data), new() { BatchSize = 16, Shuffle = true }), new() { Epochs = epochs, BatchSize = 16, LearningRate = 0.02 });
            using var stop = new CancellationTokenSource();
            var losses = new List<double>();
            try
            {
                trainer.Run(checkpoint, progress =>
                {
                    losses.Add(progress.Loss);
                    if (progress.Step == stopAfter)
                    {
                        stop.Cancel();
                    }
                }, stop.Token);
            }
            catch (OperationCanceledException)
            {
                // as intended; the checkpoint is there
            }

            return ([.. algorithm.ParameterSets[0].Parameters.SelectMany(pair => pair.Weight.detach().flatten().data<float>().ToArray())], losses[0], losses[^1]);
        }
    }

    [Fact]
    public void Network_teaches_itself_without_a_gradient_to_the_teaching_side()
    {
        using var scope = NewDisposeScope();
        using var student = TinyNetwork.Build();
        var options = Options(With(new L1Options(), new L1Loss(new()), ("student", new() { Value = Inner }), ("teacher", new() { Of = "student", Output = "stage1.block0.conv2.norm" })));
        using var algorithm = new CombinedAlgorithm(student, null, [new Distiller(options, Context(student))]);

        Train(algorithm, steps: 1);

        var classifier = algorithm.ParameterSets[0].Parameters.First(pair => pair.Name == "classifier.weight").Weight;
        Assert.Null(classifier.grad);
    }

    [Fact]
    public void Losses_with_labels_are_shared_between_both_labels_of_a_mixture()
    {
        using var scope = NewDisposeScope();
        using var student = TinyNetwork.Build();
        using var plain = new DkdLoss(new());
        var options = Options(With(new DkdOptions(), new DkdLoss(new()))) with { Teacher = Fixed(() => TinyNetwork.Build(2)) };
        using var distiller = new Distiller(options, Context(student));
        var (logits, images) = (randn(3, 4), randn(3, 1, 8, 8));
        var (first, second) = (tensor(new long[] { 0, 1, 2 }), tensor(new long[] { 3, 3, 1 }));
        using var teacher = TinyNetwork.Build(2);
        var taught = Outputs(teacher, images);

        var loss = Assert.Single(distiller.Losses(new(new(images, first) { Mixture = new(second, 0.3) }, [logits], new Dictionary<string, Tensor>(StringComparer.Ordinal)), Step()));

        var expected = (0.3 * plain.Compute(logits, taught, first).item<float>()) + (0.7 * plain.Compute(logits, taught, second).item<float>());
        Assert.Equal(expected, loss.Value.item<float>(), 1e-5);
    }

    [Fact]
    public void Loss_counts_in_its_share_of_the_run_only()
    {
        using var scope = NewDisposeScope();
        using var student = TinyNetwork.Build();
        var early = With(new L1Options(), new L1Loss(new())) with { Until = 0.5 };
        var late = With(new L1Options(), new L1Loss(new())) with { From = 0.5 };
        using var distiller = new Distiller(Options(early, late) with { Teacher = Fixed(() => TinyNetwork.Build(2)) }, Context(student));
        var pass = new Occam.Core.Training.Components.ForwardPass(new(randn(3, 1, 8, 8), null), [randn(3, 4)], new Dictionary<string, Tensor>(StringComparer.Ordinal));

        Assert.Equal("l1", Assert.Single(distiller.Losses(pass, Step(4))).Name);
        Assert.Equal("l1_2", Assert.Single(distiller.Losses(pass, Step(5))).Name);
    }

    [Fact]
    public void Teacher_that_is_fed_otherwise_gets_its_images_as_it_takes_them()
    {
        using var scope = NewDisposeScope();
        using var student = TinyNetwork.Build();
        using var plain = TinyNetwork.Build(2);
        using var loss = new L1Loss(new());
        var teacher = Fixed(() =>
        {
            var graph = TinyNetwork.Build(2);
            (InputSpec.Read(graph) with { Normalisation = new([0.2f], [0.5f]) }).Write(graph);
            return graph;
        });
        var context = Context(student) with { Input = InputSpec.Read(student) with { Normalisation = new([0.3f], [0.25f]) } };
        using var distiller = new Distiller(Options(With(new L1Options(), new L1Loss(new()))) with { Teacher = teacher }, context);
        var (pixels, logits) = (rand(3, 1, 8, 8), randn(3, 4));

        var value = Assert.Single(distiller.Losses(new(new(pixels.sub(0.3).div(0.25), null), [logits], new Dictionary<string, Tensor>(StringComparer.Ordinal)), Step())).Value;

        Assert.Equal(loss.Compute(logits, Outputs(plain, pixels.sub(0.2).div(0.5))).item<float>(), value.item<float>(), 1e-5);
    }

    [Fact]
    public void Training_with_a_cache_ends_with_the_same_bits()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(Run(null), Run(folder.File("cache")));
        Assert.Equal(Run(null), Run(folder.File("cache"))); // now all from the file

        float[] Run(string? cache)
        {
            using var student = TinyNetwork.Build();
            var options = Options(With(new KlDivergenceOptions(), new KlDivergenceLoss(new())), With(new L1Options(), new L1Loss(new()), ("student", new() { Value = Inner }), ("teacher", new() { Value = Inner }))) with
            {
                Teacher = Fixed(() => TinyNetwork.Build(2)),
                Cache = cache,
            };
            using var algorithm = new CombinedAlgorithm(student, null, [new Distiller(options, Context(student))]);
            Train(algorithm, steps: 4);
            return TinyNetwork.Weights(student);
        }
    }

    [Fact]
    public void Replaced_graph_is_wired_anew_and_connectors_of_the_same_shapes_go_on()
    {
        using var student = TinyNetwork.Build();
        using var copy = student.Clone();
        using var wider = TinyNetwork.Build(1, width: 10);
        var options = Options(With(new L2Options(), new L2Loss(new()), ("student", new() { Value = Inner, Connectors = ["adapt"] }), ("teacher", new() { Value = Inner }))) with
        {
            Teacher = Fixed(() => TinyNetwork.Build(2, width: 12)),
            Connectors = new Dictionary<string, Choice<ConnectorContext, Connector>>(StringComparer.Ordinal)
            {
                ["adapt"] = new("convolution", new ConvolutionConnectorOptions(), context => new ConvolutionConnector(new(), context)),
            },
        };
        using var distiller = new Distiller(options, Context(student));
        using var same = new GraphModule(copy);
        using var other = new GraphModule(wider);
        var weight = distiller.Parameters.First().Weight;

        distiller.Attach(same);
        Assert.Same(weight, distiller.Parameters.First().Weight);
        distiller.Attach(other);
        Assert.Equal([12, 10, 1, 1], distiller.Parameters.First().Weight.shape);
    }

    private static DistillerOptions Options(params DistilledLossOptions[] losses) => new() { Losses = losses };

    private static DistilledLossOptions With(object options, Loss loss, params (string Argument, RecordedValueOptions Value)[] inputs) => new()
    {
        Loss = new(options.GetType().Name.Replace("Options", string.Empty, StringComparison.Ordinal).ToLowerInvariant(), options, _ => loss),
        Inputs = inputs.ToDictionary(pair => pair.Argument, pair => pair.Value, StringComparer.Ordinal),
    };

    private static Choice<ArchitectureContext, Graph> Fixed(Func<Graph> make) => new("fixed", new(), _ => make());

    private static TrainingContext Context(Graph graph) => new()
    {
        Graph = graph,
        Data = new(Data, Data, Data, "all"),
        Input = InputSpec.Read(graph),
    };

    private static StepContext Step(long step = 0) => new(new Dictionary<string, Optimizer>(StringComparer.Ordinal)) { Step = step, Steps = 10, Seed = 1 };

    private static void Train(CombinedAlgorithm algorithm, int steps)
    {
        using var scope = NewDisposeScope();
        using var optimizer = new Sgd(algorithm.ParameterSets[0].Parameters, new() { LearningRate = 0.05 });
        algorithm.Train();
        foreach (var batch in new BatchLoader(Data, Normalisation.Measure(Data), new() { BatchSize = 16 }).Read().Take(steps))
        {
            algorithm.TrainStep(batch, new(optimizer));
        }
    }

    private static Tensor Recorded(Graph graph, Tensor images, bool train)
    {
        using var module = new GraphModule(graph);
        using var guard = no_grad();
        module.train(train);
        Tensor? found = null;
        module.Run([images], (value, tensor) => found = value.Name == "stage1.block0.add" ? tensor.clone().MoveToOuterDisposeScope().MoveToOuterDisposeScope() : found);
        return found!;
    }

    private static Tensor Outputs(Graph graph, Tensor images)
    {
        using var module = new GraphModule(graph);
        using var guard = no_grad();
        module.eval();
        return module.call(images);
    }
}
