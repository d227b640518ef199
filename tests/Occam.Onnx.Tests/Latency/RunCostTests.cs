using Occam.Onnx.Latency;

namespace Occam.Onnx.Tests.Latency;

public sealed class RunCostTests
{
    [Fact]
    public void Costs_follow_from_a_run_of_one_kernel_and_of_many()
    {
        // 64 kernels of 0.5 µs in runs that take 2 µs themselves; the profiler sees 3.5 µs each.
        var cost = RunCost.Of(profiled: 0.0035, one: 0.0025, many: 0.034, length: 64);

        Assert.Equal(0.0005, cost.Start, 1e-9);
        Assert.Equal(0.002, cost.Run, 1e-9);
        Assert.Equal(0.010, cost.Corrected(0.013), 1e-9); // 3 µs are the profiler's
        Assert.Equal(0.0005, cost.Corrected(0.002), 1e-9); // no kernel takes less than starting it
        Assert.Equal(0.0105, cost.Corrected([new("a", "Conv", 0.013), new("b", "Relu", 0.0031)]), 1e-9);
    }

    [Fact]
    public void A_disturbed_measurement_corrects_nothing_rather_than_adding_time()
    {
        var cost = RunCost.Of(profiled: 0.001, one: 0.5, many: 0.4, length: 64);

        Assert.Equal((0.0, 0.5), (cost.Start, cost.Run));
        Assert.Equal(0.0, cost.Corrected(0.0009));
        Assert.Equal(0.002, new RunCost(0.001, 0.0015, 0).Corrected(0.002));
    }

    [Fact]
    public void This_machine_can_be_measured()
    {
        var cost = RunCost.Measure(1);

        Assert.True(cost.Profiled > 0 && double.IsFinite(cost.Start + cost.Run), $"{cost}");
    }
}
