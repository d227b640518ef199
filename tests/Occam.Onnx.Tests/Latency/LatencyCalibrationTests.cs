using Occam.Onnx.Latency;

namespace Occam.Onnx.Tests.Latency;

/// <summary>A machine whose kernels take 3 µs more under the profiler, whose runs take 2 µs, and whose kernels are 1.25 times as slow in a network as in the table.</summary>
public sealed class LatencyCalibrationTests
{
    private const double Profiler = 0.003;
    private static readonly RunCost Cost = new(Profiled: Profiler + 0.0005, Start: 0.0005, Run: 0.002);

    [Fact]
    public void The_network_itself_and_one_of_small_kernels_are_met()
    {
        // 50 kernels of 10 µs in the network, 8 in the table; 5 of reordering, 4 µs each; 1000 elements.
        var whole = (50 * 0.010) + (5 * 0.004) + Cost.Run;
        var calibration = LatencyCalibration.Of(whole, Profile(50, 0.010, 5, 0.004), Cost, kernels: 50 * 0.008, elements: 1000);

        Assert.Equal(whole, calibration.Milliseconds(50 * 0.008, 1000), 1e-9);
        Assert.Equal(1.25, calibration.Factor, 1e-9);

        // The same kernels at a tenth of their size: what the profiler adds must not stay in the sum.
        Assert.Equal((50 * 0.0010) + (0.1 * 5 * 0.004) + Cost.Run, calibration.Milliseconds(50 * 0.0008, 100), 1e-9);
    }

    [Fact]
    public void The_parts_never_add_up_to_more_than_the_whole()
    {
        // The profile is twice as slow as the run.
        var whole = Cost.Run + 0.2;
        var slow = LatencyCalibration.Of(whole, Profile(30, 0.012, 10, 0.004), Cost, kernels: 0.36, elements: 500);

        Assert.Equal(whole, slow.Milliseconds(0.36, 500), 1e-9);
        Assert.Equal(0.02, slow.Reordering * 500, 1e-9);
    }

    [Fact]
    public void Other_programs_load_is_left_out()
    {
        var quiet = LatencyCalibration.Of(0.502, Profile(50, 0.010, 0, 0), Cost, kernels: 0.4, elements: 1);

        Assert.Equal(quiet.Factor, LatencyCalibration.Of(5, Profile(50, 0.010, 0, 0), Cost, kernels: 0.4, elements: 1).Factor, 1e-9);
    }

    [Fact]
    public void A_network_without_kernels_takes_a_run() =>
        Assert.Equal(Cost.Run, LatencyCalibration.Of(0.01, [], Cost, kernels: 0, elements: 0).Milliseconds(0, 0));

    private static IReadOnlyList<KernelTime> Profile(int kernels, double milliseconds, int reorderings, double reordering) =>
    [
        .. Enumerable.Range(0, kernels).Select(i => new KernelTime($"conv{i}", "Conv", milliseconds + Profiler)),
        .. Enumerable.Range(0, reorderings).Select(i => new KernelTime($"reorder{i}", "ReorderInput", reordering + Profiler)),
    ];
}
