namespace Occam.Onnx.Latency;

/// <summary>A latency table as it is written.</summary>
/// <param name="Format">The form's version.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Cost">What running takes beside computing; null where it was not measured.</param>
/// <param name="Milliseconds">The times.</param>
internal sealed record LatencyTableFile(int Format, LatencyMachine? Machine, RunCost? Cost, IReadOnlyDictionary<string, double>? Milliseconds)
{
    public const int CurrentFormat = 2;
}
