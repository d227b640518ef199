namespace Occam.Cli.Hosting;

/// <summary>What a command's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The work was tried and failed: a corrupt model, a difference beyond the tolerance.</summary>
    public const int Failure = 1;

    /// <summary>The command was not usable as given: an unknown option, a missing file, data that do not fit the network.</summary>
    public const int Usage = 2;

    /// <summary>The user stopped it (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
