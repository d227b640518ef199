namespace Occam.Onnx.Runtime;

/// <summary>How far two runs of a network are apart.</summary>
/// <param name="Outputs">The differences, an output each.</param>
public sealed record ParityResult(IReadOnlyList<OutputDifference> Outputs)
{
    /// <summary>The largest relative difference; 0 where there is no output.</summary>
    public double Largest => Outputs.Select(output => output.Relative).DefaultIfEmpty().Max();
}
