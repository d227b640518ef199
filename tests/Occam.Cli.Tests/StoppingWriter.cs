namespace Occam.Cli.Tests;

/// <summary>Output that asks for a stop when a line begins with a text.</summary>
internal sealed class StoppingWriter(string text) : StringWriter
{
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Stopped => _stop.Token;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.StartsWith(text, StringComparison.Ordinal) == true)
        {
            _stop.Cancel();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _stop.Dispose();
        base.Dispose(disposing);
    }
}
