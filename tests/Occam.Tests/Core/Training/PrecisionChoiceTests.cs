using Occam.Core.Training;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms;
using Occam.Models.Losses;

namespace Occam.Tests.Core.Training;

/// <summary>Which way to compute is chosen, given what steps take in each.</summary>
public sealed class PrecisionChoiceTests
{
    private const double Warm = 5_000;

    [Theory]
    [InlineData(TrainingPrecision.Bfloat16, 240, 200, 155)] // dense networks
    [InlineData(TrainingPrecision.ChannelsLast, 45, 39, 50)] // depthwise ones
    [InlineData(TrainingPrecision.Float32, 10, 12, 40)]
    [InlineData(TrainingPrecision.Float32, 100, 97, 96)] // within what measurements differ by
    [InlineData(TrainingPrecision.Bfloat16, 100, 98, 94)]
    public void The_fastest_is_chosen(TrainingPrecision expected, double float32, double channelsLast, double bfloat16) =>
        Assert.Equal(expected, Choose((mode, _) => Of(mode, float32, channelsLast, bfloat16)).Chosen);

    [Fact]
    public void First_steps_and_single_slow_ones_decide_nothing()
    {
        // All but one of the timed steps are disturbed, the fastest way's most of all; the first steps, which prepare kernels, are the other way round.
        var chosen = Choose((mode, round) => round < 2 ? Warm - Of(mode, 240, 200, 155) : round == 4 ? Of(mode, 240, 200, 155) : Of(mode, 300, 300, 2_000));

        Assert.Equal(TrainingPrecision.Bfloat16, chosen.Chosen);
        Assert.Equal("training computes in bfloat16; a step took 240.0 ms in float32, 200.0 ms in float32 with channels last, 155.0 ms in bfloat16", chosen.Found);
    }

    [Fact]
    public void A_processor_that_grows_busy_while_it_measures_disturbs_all_ways_alike() =>
        Assert.Equal(TrainingPrecision.Bfloat16, Choose((mode, round) => Of(mode, 240, 200, 155) * (round < 2 ? 1 : 1 + (round * 0.5))).Chosen);

    [Fact]
    public void Bfloat16_is_not_tried_on_a_processor_that_does_not_multiply_it()
    {
        var tried = new HashSet<ComputeMode>();

        var chosen = Choose(
            (mode, _) =>
            {
                tried.Add(mode);
                return Of(mode, 240, 200, 1);
            },
            hasBfloat16: false);

        Assert.Equal(TrainingPrecision.ChannelsLast, chosen.Chosen);
        Assert.Equal([ComputeMode.Float32, ComputeMode.ChannelsLast], tried.Order());
    }

    private static double Of(ComputeMode mode, double float32, double channelsLast, double bfloat16) => mode switch
    {
        ComputeMode.Float32 => float32,
        ComputeMode.ChannelsLast => channelsLast,
        _ => bfloat16,
    };

    // The time that a step is said to take follows from the way in which the network is at that moment, and from how many steps it took in that way before.
    private static (TrainingPrecision Chosen, string Found) Choose(Func<ComputeMode, int, double> time, bool hasBfloat16 = true)
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        var module = algorithm.Modules[0].Module;
        var rounds = new Dictionary<ComputeMode, int>();
        double Time(Action step)
        {
            step();
            var round = rounds.GetValueOrDefault(module.Mode);
            rounds[module.Mode] = round + 1;
            return time(module.Mode, round);
        }

        var precision = new PrecisionSwitch(algorithm, TrainingPrecision.Auto, Time, hasBfloat16);
        var found = precision.Measure(() => { });
        Assert.All(rounds.Values, count => Assert.Equal(rounds[ComputeMode.Float32], count));
        return (precision.Chosen, found);
    }
}
