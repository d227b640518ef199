using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training;

public sealed class PrecisionTests
{
    [Fact]
    public void Chosen_precision_leaves_no_trace_of_its_measurement()
    {
        using var auto = new TinyRun(new() { Epochs = 2, Precision = TrainingPrecision.Auto }, context => [new EmaHook(new(), context.Algorithm)]);
        auto.Run();
        Assert.NotEqual(TrainingPrecision.Auto, auto.Runner.Precision);
        Assert.Contains(auto.Warnings, warning => warning.Contains("ms in float32, ", StringComparison.Ordinal));

        using var given = new TinyRun(new() { Epochs = 2, Precision = auto.Runner.Precision }, context => [new EmaHook(new(), context.Algorithm)]);
        Assert.Equal(given.Run().Weights, auto.Weights);
    }

    [Theory]
    [InlineData(TrainingPrecision.Bfloat16)]
    [InlineData(TrainingPrecision.ChannelsLast)]
    public void Training_learns_and_ends_in_float32(TrainingPrecision precision)
    {
        using var run = new TinyRun(new() { Epochs = 8, Precision = precision });
        run.Run();
        Assert.InRange(run.Runner.Status.Loss, 0, 0.8); // of ln 4 = 1.39 at the start
        Assert.All(run.Algorithm.Modules[0].Module.parameters(), weight => Assert.True(weight.dtype == ScalarType.Float32 && weight.is_contiguous()));
        using var exact = new TinyRun(new() { Epochs = 8 });
        Assert.NotEqual(exact.Run().Weights, run.Weights);
    }

    [Fact]
    public void Run_in_bfloat16_is_resumed_to_the_same_bits_across_a_replacement()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        using var whole = Make(-1);
        whole.Run();
        using (var broken = Make(9))
        {
            Assert.Throws<InvalidOperationException>(() => broken.Run(checkpoint));
        }

        using var rest = Make(-1);
        Assert.Equal(whole.Weights, rest.Run(checkpoint).Weights);
    }

    [Fact]
    public void Resumed_run_keeps_what_was_chosen_and_does_not_measure_again()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        using var first = new TinyRun(new() { Epochs = 2, Precision = TrainingPrecision.Auto });
        first.Run(checkpoint);
        using var second = new TinyRun(new() { Epochs = 2, Precision = TrainingPrecision.Auto });
        second.Run(checkpoint);
        Assert.Equal(first.Runner.Precision, second.Runner.Precision);
        Assert.Empty(second.Warnings);
    }

    private static TinyRun Make(long killed) => new(
        new() { Epochs = 3, CheckpointEvery = 1, Precision = TrainingPrecision.Bfloat16 },
        context => [new EmaHook(new() { Decay = 0.9 }, context.Algorithm), new CallHook(status => Kill(status.Step == killed))],
        components: _ => [new HalvingComponent(4)]);

    private static void Kill(bool now)
    {
        if (now)
        {
            throw new InvalidOperationException("killed");
        }
    }
}
