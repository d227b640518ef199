namespace Occam.Cli.Hosting;

/// <summary>What a running command is given.</summary>
/// <param name="Terminal">Where it writes.</param>
/// <param name="Cancellation">Cancelled by the first Ctrl-C or a request to terminate.</param>
internal sealed record Session(Terminal Terminal, CancellationToken Cancellation);
