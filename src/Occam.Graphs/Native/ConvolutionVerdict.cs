namespace Occam.Graphs.Native;

/// <summary>Whether LibTorch's convolutions can be trusted in this process, and under which condition.</summary>
/// <param name="State">How they came to be right.</param>
/// <param name="First">The self-test with oneDNN on, after any repair.</param>
/// <param name="Last">The self-test that passed.</param>
internal sealed record ConvolutionVerdict(OneDnnState State, SelfTestResult First, SelfTestResult Last)
{
    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings => State == OneDnnState.Off
        ? [$"oneDNN computes wrong convolutions on this machine ({First.WorstCase}: relative error {First.WorstError:G2}) and is switched off; training is about 2.4 times slower."]
        : [];

    /// <summary>Tests; where that fails, switches oneDNN off and tests again.</summary>
    /// <param name="repaired">Whether oneDNN's cache record was repaired before.</param>
    /// <param name="test">Runs the self-test.</param>
    /// <param name="turnOneDnnOff">Switches oneDNN off; says whether it could.</param>
    /// <exception cref="LibTorchException">Convolutions are wrong without oneDNN too, or it cannot be switched off.</exception>
    public static ConvolutionVerdict Reach(bool repaired, Func<SelfTestResult> test, Func<bool> turnOneDnnOff)
    {
        var first = test();
        if (first.Passed)
        {
            return new(repaired ? OneDnnState.Repaired : OneDnnState.Sound, first, first);
        }

        if (turnOneDnnOff() && test() is { Passed: true } second)
        {
            return new(OneDnnState.Off, first, second);
        }

        throw new LibTorchException(
            $"LibTorch computes wrong convolutions on this machine ({first.WorstCase}: relative error {first.WorstError:G2}, at most {ConvolutionSelfTest.Tolerance} wanted), "
            + "and switching oneDNN off does not help. Nothing computed here could be trusted. Please report the processor and the versions of LibTorch and the system.");
    }
}
