using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms.DataFree;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms.DataFree;

public sealed class DataFreeTests
{
    private const string Map = "stage1.block0.relu2";
    private const double Rate = 0.01;
    private static readonly ImageDataset Data = new MemoryDataset(32);
    private static readonly ImageGeneratorOptions Small = new() { Latent = 5, Width = 6 };
    private static readonly Choice<ArchitectureContext, Graph> Teacher = new("fixed", new(), _ => TinyNetwork.Build(2, width: 12));

    [Fact]
    public void Dafl_step_is_the_one_written_down_plainly()
    {
        using var plain = new Plain();
        plain.Step((z, student, generator) =>
        {
            var images = plain.Make(z(0));
            var (t, map) = plain.Teach(images);
            var p = t.softmax(1).mean([0]);
            var s = plain.Student.call(images.detach());
            var (hard, soft) = (t.log_softmax(1), t.detach().div(6));
            var divergence = soft.softmax(1).mul(soft.log_softmax(1).sub(s.div(6).log_softmax(1))).sum(1).mean().mul(36);
            var loss = hard.amax([1]).mean().mul(-0.05).add(p.mul(p.log10()).sum().mul(5)).sub(map.mean([2, 3]).abs().mean().mul(0.01)).add(divergence);
            loss.backward();
            generator.Step();
            student.Step();
        });

        Assert.Equal(plain.Weights(), Weights((graph, context) => new Dafl(new() { Teacher = Teacher, Generator = Small }, context)), Near);
    }

    [Fact]
    public void Zskt_step_is_the_one_written_down_plainly()
    {
        using var plain = new Plain();
        plain.Step((z, student, generator) =>
        {
            var images = plain.Make(z(0));
            var (t, s) = (plain.Teach(images).Logits, plain.Student.call(images));
            t.div(2).softmax(1).mul(t.div(2).log_softmax(1).sub(s.div(2).log_softmax(1))).sum(1).mean().mul(-8).backward();
            generator.Step();
            for (var i = 1; i <= 2; i++)
            {
                student.ClearGradients();
                images = plain.Make(z(i)).detach();
                var (logits, taught) = plain.Teach(images);
                Tensor? map = null;
                s = plain.Student.Run([images], (value, tensor) => map = value.Name == Map ? tensor.alias().MoveToOuterDisposeScope().MoveToOuterDisposeScope() : map)[0];
                var attention = Attention(map!).sub(Attention(taught)).square().mean().mul(250);
                logits.div(2).softmax(1).mul(logits.div(2).log_softmax(1).sub(s.div(2).log_softmax(1))).sum(1).mean().mul(8).add(attention).backward();
                student.Step();
            }
        });

        var options = new ZsktOptions
        {
            Teacher = Teacher,
            Generator = Small,
            StudentSteps = 2,
            Divergence = new() { Weight = 2, Temperature = 2 },
            Maps = [new() { Student = new() { Value = Map }, Teacher = new() { Value = Map } }],
        };
        Assert.Equal(plain.Weights(), Weights((graph, context) => new Zskt(options, context)), Near);
    }

    [Fact]
    public void Dfad_step_is_the_one_written_down_plainly()
    {
        using var plain = new Plain();
        plain.Step((z, student, generator) =>
        {
            for (var i = 0; i < 2; i++)
            {
                student.ClearGradients();
                var images = plain.Make(z(i)).detach();
                plain.Student.call(images).sub(plain.Teach(images).Logits).abs().mean().backward();
                student.Step();
            }

            var last = plain.Make(z(2));
            plain.Student.call(last).sub(plain.Teach(last).Logits).abs().mean().neg().backward();
            generator.Step();
        });

        Assert.Equal(plain.Weights(), Weights((graph, context) => new Dfad(new() { Teacher = Teacher, Generator = Small, StudentSteps = 2 }, context)), Near);
    }

    [Fact]
    public void Images_are_of_the_networks_shape_and_normalised()
    {
        using var scope = NewDisposeScope();
        using var graph = ImageGenerator.Build(Small, new() { Size = new(3, 10, 9) });
        using var module = new GraphModule(graph);
        module.train();

        var images = module.call(randn(6, 5));

        Assert.Equal([6, 3, 10, 9], images.shape);
        Assert.True(images.mean([0, 2, 3]).abs().max().item<float>() < 1e-4);
        Assert.True(images.std([0, 2, 3]).sub(1).abs().max().item<float>() < 0.01);
    }

    [Fact]
    public void Interrupted_run_ends_with_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var whole = Run(null, 4);
        Run(folder.File("c"), 2);

        Assert.Equal(whole, Run(folder.File("c"), 4));

        float[] Run(string? checkpoint, int until)
        {
            using var graph = TinyNetwork.Build();
            using var algorithm = new Dafl(new() { Teacher = Teacher, Generator = Small }, Context(graph));
            using var trainer = new Trainer(algorithm, new(Data, Normalisation.Measure(Data), new() { BatchSize = 8, Shuffle = true }), new() { Epochs = 1, BatchSize = 8, LearningRate = 0.01 });
            using var stop = new CancellationTokenSource();
            try
            {
                trainer.Run(checkpoint, progress => Stop(progress.Step), stop.Token);
            }
            catch (OperationCanceledException)
            {
                // as intended; the checkpoint is there
            }

            return TinyNetwork.Weights(graph);

            void Stop(long step)
            {
                if (step == until)
                {
                    stop.Cancel();
                }
            }
        }
    }

    [Fact]
    public void Teacher_of_other_classes_and_maps_of_other_sizes_are_refused()
    {
        using var graph = TinyNetwork.Build();
        var other = new Choice<ArchitectureContext, Graph>("fixed", new(), _ => Occam.Models.Architectures.ResNet.Build(new() { Size = 8, Classes = 5, Widths = [8], Blocks = [1] }));

        Assert.Contains("[2, 4] and [2, 5]", Assert.Throws<TrainingException>(() => new Dfad(new() { Teacher = other }, Context(graph))).Message, StringComparison.Ordinal);
        var options = new ZsktOptions { Teacher = Teacher, Maps = [new() { Student = new() { Value = Map }, Teacher = new() { Value = "stage1.block0.relu9" } }] };
        Assert.Contains("'stage1.block0.relu2'", Assert.Throws<TrainingException>(() => new Zskt(options, Context(graph))).Message, StringComparison.Ordinal);
    }

    private static Tensor Attention(Tensor map) => nn.functional.normalize(map.square().mean([1]).flatten(1));

    private static float[] Numbers(Graph graph) =>
        [.. graph.Constants.Where(value => value.Constant!.ElementType == ElementType.Float).SelectMany(value => value.Constant!.Tensor.detach().data<float>().ToArray())];

    private static bool Near(float a, float b) => Math.Abs(a - b) < 1e-5f;

    private static TrainingContext Context(Graph graph) => new() { Graph = graph, Data = new(Data, Data, Data, "all"), Input = InputSpec.Read(graph) };

    private static float[] Weights(Func<Graph, TrainingContext, DataFreeAlgorithm> make)
    {
        using var scope = NewDisposeScope();
        using var graph = TinyNetwork.Build();
        using var algorithm = make(graph, Context(graph));
        var optimizers = algorithm.ParameterSets.ToDictionary(set => set.Name, Optimizer (set) => new Sgd(set.Parameters, new() { LearningRate = Rate }), StringComparer.Ordinal);
        algorithm.Train();
        algorithm.TrainStep(new(zeros(8, 1, 8, 8), null), new(optimizers) { Seed = 3 });
        return [.. Numbers(graph), .. Numbers(algorithm.Modules[1].Module.Graph)];
    }

    /// <summary>The networks of a step that is written down in the test.</summary>
    private sealed class Plain : IDisposable
    {
        private readonly Graph _student = TinyNetwork.Build();
        private readonly Graph _generator = ImageGenerator.Build(Small, InputSpec.Read(TinyNetwork.Build()));
        private readonly GraphModule _teacher = new(TinyNetwork.Build(2, width: 12));
        private readonly GraphModule _maker;

        public Plain()
        {
            (Student, _maker) = (new(_student), new(_generator));
            Student.train();
            _maker.train();
            _teacher.eval();
        }

        public GraphModule Student { get; }

        public void Step(Action<Func<int, Tensor>, Sgd, Sgd> step)
        {
            using var scope = NewDisposeScope();
            using var student = new Sgd([.. Student.named_parameters()], new() { LearningRate = Rate });
            using var generator = new Sgd([.. _maker.named_parameters().Where(pair => !pair.name.StartsWith("image.norm", StringComparison.Ordinal))], new() { LearningRate = Rate });
            step(Noise, student, generator);
        }

        public Tensor Make(Tensor noise) => _maker.call(noise);

        public (Tensor Logits, Tensor Map) Teach(Tensor images)
        {
            Tensor? map = null;
            var logits = _teacher.Run([images], (value, tensor) => map = value.Name == Map ? tensor.alias().MoveToOuterDisposeScope().MoveToOuterDisposeScope() : map)[0];
            return (logits, map!);
        }

        public float[] Weights() => [.. Numbers(_student), .. Numbers(_generator)];

        public void Dispose()
        {
            Student.Dispose();
            _maker.Dispose();
            _teacher.Dispose();
            _student.Dispose();
            _generator.Dispose();
        }

        private static Tensor Noise(int draw)
        {
            using var random = new Generator(new SplitMix(3, 0, draw).Next(), CPU);
            return randn([8, 5], generator: random);
        }
    }
}
