using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training;

/// <summary>A graph that is pruned in the middle of a run.</summary>
public sealed class ReplacementTests
{
    private const long At = 5;

    [Fact]
    public void Optimizer_and_average_keep_what_belongs_to_the_channels_that_stay()
    {
        var halving = new HalvingComponent(At);
        Dictionary<string, float[]> averages = [];
        var compared = 0;
        EmaHook? ema = null;
        Optimizer? optimizer = null;
        var watch = new Watch(
            () => averages = ema!.StateTensors.ToDictionary(pair => pair.Name, pair => HalvingComponent.Numbers(pair.Tensor), StringComparer.Ordinal),
            run =>
            {
                foreach (var value in run.Algorithm.Graph.Constants.Where(value => value.Constant!.HasTensor))
                {
                    compared += Compare(value.Name, HalvingComponent.Numbers(value.Constant!.Tensor));
                }
            });
        using var run = new TinyRun(new() { Epochs = 3 }, context => [ema = new EmaHook(new() { Decay = 0.9 }, context.Algorithm), watch], components: _ => [halving], optimizer: set => optimizer = new Sgd(set.Parameters));

        run.Run();

        Assert.True(compared > 100, $"only {compared} numbers were compared");
        Assert.True(run.Weights.Length < halving.Weights.Values.Sum(weights => weights.Length));

        // Where each number of the narrower weight was in the wider one is found by its value, not by the analysis that cut it.
        int Compare(string name, float[] weights)
        {
            var before = halving.Weights[name];
            if (before.Distinct().Count() < before.Length)
            {
                return 0;
            }

            var places = before.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
            var from = Array.ConvertAll(weights, weight => places[weight]);
            Check(averages[name], ema!.StateTensors.Single(pair => string.Equals(pair.Name, name, StringComparison.Ordinal)).Tensor, from);
            if (halving.Memory.TryGetValue($"velocity:{name}", out var velocity))
            {
                Check(velocity, optimizer!.State.Single(pair => string.Equals(pair.Name, $"velocity:{name}", StringComparison.Ordinal)).Tensor, from);
            }

            return from.Length;
        }
    }

    [Theory]
    [InlineData(4)] // killed before
    [InlineData(6)] // resumed right behind the replacement
    [InlineData(10)]
    public void Run_that_is_killed_around_a_replacement_ends_with_the_same_bits(long killed)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        using var whole = Make(-1);
        whole.Run();
        using (var broken = Make(killed))
        {
            Assert.Throws<InvalidOperationException>(() => broken.Run(checkpoint));
        }

        using var rest = Make(-1);
        rest.Run(checkpoint);

        Assert.Equal(whole.Weights, rest.Weights);
        Assert.Equal(whole.Runner.Status.Figures, rest.Runner.Status.Figures);
    }

    [Fact]
    public void Dump_writes_the_network_after_the_replacement()
    {
        using var folder = new TemporaryFolder();
        using var run = new TinyRun(new() { Epochs = 2 }, context => [new DumpHook(new() { Every = 2 }, context)], folder.Path, _ => [new HalvingComponent(At)]);
        run.Run();
        Assert.Equal(["network-00000006.onnx", "network-00000008.onnx"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static TinyRun Make(long killed) => new(
        new() { Epochs = 3, CheckpointEvery = 1 },
        context => [new EmaHook(new() { Decay = 0.9 }, context.Algorithm), new ResourceHook(context), new CallHook(status => Kill(status.Step == killed))],
        components: _ => [new HalvingComponent(At)],
        optimizer: set => new Adam(set.Parameters, new() { LearningRate = 0.01 }));

    private static void Check(float[] before, Tensor after, int[] from) =>
        Assert.Equal(from.Select(place => before[place]), HalvingComponent.Numbers(after));

    private static void Kill(bool now)
    {
        if (now)
        {
            throw new InvalidOperationException("killed");
        }
    }

    private sealed class Watch(Action before, Action<RunStatus> after) : Hook
    {
        public override string Name => "watch";

        public override void AfterStep(RunStatus run)
        {
            if (run.Step == At)
            {
                before();
            }
        }

        public override void AfterReplacement(RunStatus run, GraphReplacement replacement) => after(run);
    }
}
