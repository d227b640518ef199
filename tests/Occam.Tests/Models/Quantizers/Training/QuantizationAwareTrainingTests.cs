using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Models.Quantizers.Training;
using Occam.Models.Quantizers.Training.Operators;
using Occam.Onnx.Runtime;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers.Training;

public sealed class QuantizationAwareTrainingTests
{
    private static readonly long[] Shape = [8, 3, 8, 8];

    public static TheoryData<QuantizationAwareMethod, int, string> Cases
    {
        get
        {
            var data = new TheoryData<QuantizationAwareMethod, int, string>();
            foreach (var method in Enum.GetValues<QuantizationAwareMethod>())
            {
                data.Add(method, 8, "residual");
                data.Add(method, 4, "residual");
                data.Add(method, 8, "mobile");
                data.Add(method, 4, "branches");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_trained_is_what_ONNX_Runtime_computes_in_integers(QuantizationAwareMethod method, int bits, string network)
    {
        using var scope = NewDisposeScope();
        using var graph = Network(network);
        using var quantizer = new QuantizationAwareTraining(SmallNetworks.Batches(Shape), new() { Method = method, WeightBits = bits, ActivationBits = bits });
        using var algorithm = new CombinedAlgorithm(graph, null, [quantizer]);
        Take(algorithm, 3);

        using var written = algorithm.Export();

        GraphVerifier.Verify(written);
        Assert.All(quantizer.Coverage!.Layers.Where(layer => layer.OpType is "Conv" or "Gemm" or "Add"), layer => Assert.True(layer.IsInteger, layer.ToString()));
        using var session = new OnnxSession(written);
        var input = SmallNetworks.Batches(Shape, 1).Single();
        algorithm.Eval();
        var (trained, integer) = (algorithm.Modules[0].Module.Run(input), session.Run(input));
        for (var i = 0; i < trained.Length; i++)
        {
            var step = StepOf(algorithm.Graph.Outputs[i]) ?? (trained[i].abs().max().item<float>() / 255);
            var near = integer[i].sub(trained[i]).abs().le(step * 1.001f).to(ScalarType.Float32).mean().item<float>();
            Assert.InRange(near, 0.999f, 1);
            Assert.True(trained[i].abs().max().item<float>() > 4 * step, "a constant output would agree without a proof");
        }
    }

    [Fact]
    public void Training_learns_and_what_is_written_says_the_same()
    {
        using var graph = TinyNetwork.Build();
        using var quantizer = new QuantizationAwareTraining(Calibration(), new() { Method = QuantizationAwareMethod.Lsq });
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss(), [quantizer]);
        using var trainer = new Trainer(algorithm, Batches(), new() { Epochs = 12, BatchSize = 16, LearningRate = 0.05 });
        var losses = new List<double>();
        trainer.Run(progress: report => losses.Add(report.Loss));

        var data = new MemoryDataset(64);
        using var written = algorithm.Export();
        using var session = new OnnxSession(written);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new());
        Assert.Equal(Evaluator.Predict(algorithm.Modules[0].Module.call, loader), Evaluator.Predict(batch => session.Run([batch])[0], loader));
        Assert.InRange(losses[^1], 0, 0.7 * losses[0]);
        Assert.Contains(algorithm.Graph.Nodes, node => node.Operator is LearnedStepWeight && node.Input(1).Constant!.Tensor.requires_grad);
    }

    [Theory]
    [InlineData(QuantizationAwareMethod.Qat)]
    [InlineData(QuantizationAwareMethod.LsqPlus)]
    [InlineData(QuantizationAwareMethod.Pact)]
    public void Resumed_run_ends_with_the_same_bits(QuantizationAwareMethod method)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        var whole = Run(method, null, int.MaxValue);

        Assert.Throws<OperationCanceledException>(() => Run(method, checkpoint, 3));
        Assert.Equal(whole, Run(method, checkpoint, int.MaxValue));
    }

    [Fact]
    public void Range_is_the_moving_average_of_what_was_seen_until_it_is_frozen()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        using var quantizer = new QuantizationAwareTraining(SmallNetworks.Batches(Shape, 1), new() { Averaging = 0.25, FreezeObservers = 0.5 });
        using var algorithm = new CombinedAlgorithm(graph, null, [quantizer]);
        using var optimizer = new SgdOptions { LearningRate = 0.1 }.Create([]);
        algorithm.Start(new(optimizer));
        var state = quantizer.StateTensors.Single(pair => pair.Name == "range:stem_relu_out.scale").Tensor;
        var node = algorithm.Graph.Find("stem_relu_out.fake")!.Producer!;
        var expected = state[1].item<double>();
        algorithm.Train();

        for (var step = 0; step < 4; step++)
        {
            var seen = 0f;
            algorithm.Modules[0].Module.Run([randn(Shape).mul(step + 2)], (value, tensor) =>
            {
                quantizer.Observe(value, tensor);
                seen = value.Name == "stem_relu_out" ? tensor.max().item<float>() : seen;
            });
            algorithm.AfterStep(new(optimizer) { Step = step, Steps = 4 });

            expected += step < 2 ? 0.25 * (seen - expected) : 0;
            Assert.Equal(expected, state[1].item<double>(), 1e-9);
            Assert.Equal(expected / 255, node.Input(1).Constant!.Tensor.item<float>(), 1e-6);
            Assert.Equal(0, node.Input(2).Constant!.Tensor.item<float>());
        }
    }

    [Fact]
    public void Steps_begin_as_LSQ_says_but_not_wider_than_needed()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        using var quantizer = new QuantizationAwareTraining(SmallNetworks.Batches(Shape, 1), new() { Method = QuantizationAwareMethod.Lsq, WeightBits = 2 });

        using var prepared = quantizer.Prepare(graph)!.Graph;

        var rows = graph.Find("body1.w")!.Constant!.Tensor.abs().reshape(8, -1);
        var wanted = minimum(rows.mean([1]).mul(2), rows.amax(1));
        Assert.True(prepared.Find("body1.w.step")!.Constant!.Tensor.allclose(wanted, rtol: 1e-6, atol: 0));
        var ofEdge = graph.Find("stem.w")!.Constant!.Tensor.abs().reshape(8, -1).amax(1).div(127);
        Assert.True(prepared.Find("stem.w.step")!.Constant!.Tensor.allclose(ofEdge, rtol: 1e-6, atol: 0));
    }

    [Fact]
    public void Bound_decays_by_its_square()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        using var quantizer = new QuantizationAwareTraining(SmallNetworks.Batches(Shape, 1), new() { Method = QuantizationAwareMethod.Pact, ClipDecay = 0.5 });
        using var algorithm = new CombinedAlgorithm(graph, null, [quantizer]);
        using var optimizer = new SgdOptions { LearningRate = 0.1 }.Create([]);
        algorithm.Start(new(optimizer));
        var bounds = algorithm.Modules[0].Module.named_parameters().Where(pair => pair.name.EndsWith(".clip", StringComparison.Ordinal)).ToArray();

        var loss = quantizer.Losses(new(new(zeros(Shape), null), [], new Dictionary<string, Tensor>()), new(optimizer)).Single().Value;
        loss.backward();

        Assert.Equal(4, bounds.Length);
        Assert.Equal(0.25 * bounds.Sum(pair => Math.Pow(pair.parameter.item<float>(), 2)), loss.item<float>(), 1e-3);
        Assert.All(bounds, pair => Assert.Equal(0.5 * pair.parameter.item<float>(), pair.parameter.grad!.item<float>(), 1e-4));
    }

    [Fact]
    public void Step_never_reaches_beyond_the_clamp_that_it_replaces()
    {
        using var scope = NewDisposeScope();
        using var graph = Network("mobile");
        using var quantizer = new QuantizationAwareTraining(SmallNetworks.Batches(Shape), new() { Method = QuantizationAwareMethod.Lsq });
        using var algorithm = new CombinedAlgorithm(graph, null, [quantizer]);
        using var optimizer = new SgdOptions { LearningRate = 0.1 }.Create([]);
        algorithm.Start(new(optimizer));
        var step = algorithm.Graph.Nodes.First(node => node.Operator is LearnedStepActivation && node.Input(0).Producer!.OpType == "Clip").Input(1).Constant!.Tensor;
        using (no_grad())
        {
            step.fill_(1);
        }

        algorithm.AfterStep(new(optimizer));

        Assert.Equal(1f / 255, step.item<float>(), 1e-6);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new QuantizationAwareTraining([], new() { WeightBits = 9, Averaging = 0 }));

        Assert.Contains("WeightBits", error.Message, StringComparison.Ordinal);
        Assert.Contains("Averaging", error.Message, StringComparison.Ordinal);
    }

    private static void Take(CombinedAlgorithm algorithm, int steps)
    {
        using var none = new SgdOptions { LearningRate = 0.01 }.Create([]);
        algorithm.Start(new(none));
        using var optimizer = new SgdOptions { LearningRate = 0.01, Momentum = 0 }.Create(algorithm.ParameterSets[0].Parameters);
        algorithm.Train();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.ClearGradients();
            var outputs = algorithm.Modules[0].Module.Run(SmallNetworks.Batches(Shape, step + 1).Last());
            outputs.Aggregate(zeros([]), (sum, output) => sum.add(output.square().mean())).backward();
            optimizer.Step();
            algorithm.AfterStep(new(optimizer) { Step = step, Steps = steps });
        }
    }

    private static float? StepOf(Value output) => output.Producer is { Operator: FakeQuantizer quantizer } node
        ? quantizer is ClippedActivation ? node.Input(1).Constant!.Tensor.item<float>() / quantizer.SchemeOf(node).Highest : node.Input(1).Constant!.Tensor.item<float>()
        : null;

    private static float[] Run(QuantizationAwareMethod method, string? checkpoint, int steps)
    {
        using var graph = TinyNetwork.Build();
        using var quantizer = new QuantizationAwareTraining(Calibration(), new() { Method = method, WeightBits = 4, ActivationBits = 4, Averaging = 0.1 });
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss(), [quantizer]);
        using var trainer = new Trainer(algorithm, Batches(), new() { Epochs = 2, BatchSize = 16, LearningRate = 0.05 });
        using var source = new CancellationTokenSource();
        trainer.Run(checkpoint, progress =>
        {
            if (progress.Step == steps)
            {
                source.Cancel();
            }
        }, source.Token);
        return TinyNetwork.Weights(algorithm.Graph);
    }

    private static BatchLoader Batches()
    {
        var data = new MemoryDataset(64);
        return new(data, Normalisation.Measure(data), new() { BatchSize = 16, Shuffle = true });
    }

    private static IEnumerable<IReadOnlyList<Tensor>> Calibration() => Batches().Read().Select(batch => (IReadOnlyList<Tensor>)[batch.Images]);

    private static Graph Network(string name)
    {
        switch (name)
        {
            case "mobile":
                return Mobile();
            case "branches":
                return Branches();
            default:
                var graph = SmallNetworks.Residual();
                graph.AddOutput(graph.Find("sum_relu_out")!);
                return graph;
        }
    }

    // Expand, depthwise, project with clamps at 1 and a residual sum that can be negative.
    private static Graph Mobile()
    {
        var graph = new Graph("mobile", [new(string.Empty, 17)]);
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 8, 8]));
        var stem = SmallNetworks.Conv(graph, x, 3, 8, "stem");
        var expanded = Clip(SmallNetworks.Conv(graph, stem, 8, 16, "expand", 1), "clip1");
        var depthwise = Clip(SmallNetworks.Conv(graph, expanded, 16, 16, "depthwise", groups: 16), "clip2");
        var sum = graph.AddNode("Add", [SmallNetworks.Conv(graph, depthwise, 16, 8, "project", 1), stem], ["sum"], name: "sum").Outputs[0]!;
        graph.AddOutput(SmallNetworks.Conv(graph, sum, 8, 4, "head", 1));
        return graph;

        Value Clip(Value value, string to) => graph.AddNode(
            "Clip", [value, graph.AddConstant($"{to}.low", new Constant(tensor(0f))), graph.AddConstant($"{to}.high", new Constant(tensor(1f)))], [$"{to}_out"], name: to).Outputs[0]!;
    }

    // Two branches of different ranges, a pool, a Concat.
    private static Graph Branches()
    {
        var graph = new Graph("branches", [new(string.Empty, 17)]);
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 8, 8]));
        var stem = SmallNetworks.Relu(graph, SmallNetworks.Conv(graph, x, 3, 8, "stem"), "stem_relu");
        KeyValuePair<string, AttributeValue>[] window = [new("kernel_shape", new IntsAttribute(new long[] { 2, 2 })), new("strides", new IntsAttribute(new long[] { 2, 2 }))];
        var pooled = graph.AddNode("MaxPool", [stem], ["pooled"], window, "pool").Outputs[0]!;
        var first = SmallNetworks.Relu(graph, SmallNetworks.Conv(graph, pooled, 8, 4, "first"), "first_relu");
        var joined = graph.AddNode("Concat", [first, SmallNetworks.Conv(graph, pooled, 8, 4, "second", 1), pooled], ["joined"], [new("axis", new IntAttribute(1))], "join").Outputs[0]!;
        graph.AddOutput(SmallNetworks.Conv(graph, joined, 16, 6, "head"));
        return graph;
    }
}
