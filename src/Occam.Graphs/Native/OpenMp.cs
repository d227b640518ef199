using System.Runtime.InteropServices;

namespace Occam.Graphs.Native;

/// <summary>Settings of LibTorch's OpenMP runtime, which it reads once, when it loads.</summary>
internal static partial class OpenMp
{
    /// <summary>The variable that says how often a waiting thread polls before it sleeps.</summary>
    public const string SpinVariable = "GOMP_SPINCOUNT";

    private const string PolicyVariable = "OMP_WAIT_POLICY";

    // libgomp polls 300,000 times, a few milliseconds at every barrier; on a machine with other work that
    // made a two-thread step five to ten times slower. This is what libgomp itself uses where it knows that threads outnumber cores.
    private const string SpinCount = "1000";

    /// <summary>Keeps threads that wait from taking the processor from others, unless the user's environment says how to wait. Linux only.</summary>
    /// <returns>The number of polls that was set, or the user's; null for the runtime's default.</returns>
    public static string? LimitSpinning()
    {
        var chosen = Environment.GetEnvironmentVariable(SpinVariable);
        if (!OperatingSystem.IsLinux() || !string.IsNullOrEmpty(chosen) || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PolicyVariable)))
        {
            return chosen;
        }

        // .NET's own SetEnvironmentVariable does not reach native code.
        return SetVariable(SpinVariable, SpinCount, 0) == 0 ? SpinCount : null;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
