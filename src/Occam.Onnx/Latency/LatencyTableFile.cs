namespace Occam.Onnx.Latency;

/// <summary>A latency table as it is written.</summary>
/// <param name="Format">The form's version.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Milliseconds">The times.</param>
internal sealed record LatencyTableFile(int Format, LatencyMachine? Machine, IReadOnlyDictionary<string, double>? Milliseconds)
{
    public const int CurrentFormat = 1;
}
