using Occam.Graphs.Native;
using TorchSharp;

namespace Occam.Graphs.Tests.Native;

public sealed class LibTorchTests
{
    [Fact]
    public void EnsureReady_twice_gives_one_status_with_a_passed_self_test()
    {
        var status = LibTorch.EnsureReady();

        Assert.Same(status, LibTorch.EnsureReady());
        Assert.True(status.SelfTest.Passed, status.SelfTest.ToString());
        Assert.Equal(new Version(2, 10, 0), status.Version);
        Assert.True(status.NnPackOff);
        Assert.Empty(status.Warnings);
    }

    [Fact]
    public void Threads_set_reaches_LibTorch()
    {
        var before = LibTorch.Threads;

        LibTorch.Threads = 1;

        Assert.Equal(1, torch.get_num_threads());
        LibTorch.Threads = before;
        Assert.Throws<ArgumentOutOfRangeException>(() => LibTorch.Threads = 0);
    }
}
