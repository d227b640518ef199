using Occam.Core.Training.Hooks;
using Occam.Onnx;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Training.Hooks;

public sealed class CheckpointHookTests
{
    [Fact]
    public void Best_evaluations_keep_their_files_and_the_others_lose_them()
    {
        using var folder = new TemporaryFolder();
        double[] values = [0.2, 0.9, 0.5, 0.9, 0.7];
        var epoch = 0;
        CheckpointHook? hook = null;
        using var run = new TinyRun(new() { Epochs = 5 }, context =>
        [
            new EvaluationHook(new(), context with { Evaluate = _ => new Dictionary<string, double>(StringComparer.Ordinal) { ["top1"] = values[epoch++] } }),
            hook = new CheckpointHook(new() { Keep = 2, Export = true }, context),
        ], folder.Path);

        run.Run();

        Assert.Equal([(8, 0.9), (16, 0.9)], hook!.Best);
        Assert.Equal(["best.onnx", "checkpoint-best-00000008.bin", "checkpoint-best-00000016.bin"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_goes_on_from_a_best_checkpoint_to_the_same_end_and_the_exported_network_is_the_best()
    {
        using var folder = new TemporaryFolder();
        Hook[] Hooks(HookContext context) => [new EvaluationHook(new(), context with { Evaluate = _ => new Dictionary<string, double>(StringComparer.Ordinal) { ["loss"] = 1 } }), new CheckpointHook(new() { Metric = "loss", Export = true }, context)];
        using var run = new TinyRun(new() { Epochs = 3 }, Hooks, folder.Path);
        run.Run();
        using var resumed = new TinyRun(new() { Epochs = 3 }, Hooks, folder.Path);

        resumed.Runner.Resume(folder.File("checkpoint-best-00000004.bin"));

        using (var best = OnnxReader.Read(folder.File("best.onnx")))
        {
            Assert.Equal(TinyNetwork.Weights(best).Order(), resumed.Weights.Order());
        }

        resumed.Run();
        Assert.Equal(run.Weights, resumed.Weights);
    }
}
