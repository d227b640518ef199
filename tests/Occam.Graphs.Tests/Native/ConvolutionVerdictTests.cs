using Occam.Graphs.Native;

namespace Occam.Graphs.Tests.Native;

public sealed class ConvolutionVerdictTests
{
    private static readonly SelfTestResult Right = new(true, 4e-7, "24->24");
    private static readonly SelfTestResult Wrong = new(false, 0.6, "8->8 k3");

    [Theory]
    [InlineData(false, OneDnnState.Sound)]
    [InlineData(true, OneDnnState.Repaired)]
    public void Reach_passed_test_leaves_oneDNN_on_without_a_warning(bool repaired, OneDnnState expected)
    {
        var verdict = ConvolutionVerdict.Reach(repaired, () => Right, () => throw new InvalidOperationException("switched off"));

        Assert.Equal(expected, verdict.State);
        Assert.Empty(verdict.Warnings);
    }

    [Fact]
    public void Reach_failed_test_switches_oneDNN_off_tests_again_and_warns()
    {
        var off = false;

        var verdict = ConvolutionVerdict.Reach(repaired: true, () => off ? Right : Wrong, () => off = true);

        Assert.Equal(new ConvolutionVerdict(OneDnnState.Off, Wrong, Right), verdict);
        Assert.Contains("8->8 k3: relative error 0.6", Assert.Single(verdict.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reach_test_that_never_passes_refuses(bool canSwitchOff)
    {
        var error = Assert.Throws<LibTorchException>(() => ConvolutionVerdict.Reach(repaired: false, () => Wrong, () => canSwitchOff));

        Assert.Contains("8->8 k3: relative error 0.6", error.Message, StringComparison.Ordinal);
    }
}
