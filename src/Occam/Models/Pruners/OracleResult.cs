using Occam.Core.Reports;

namespace Occam.Models.Pruners;

/// <summary>The proof of a prune: the zeroed original against the physically pruned network.</summary>
/// <param name="TorchDifference">The largest relative difference of an output in TorchSharp, max |a-b| / max |b|.</param>
/// <param name="OnnxRuntimeDifference">The same in ONNX Runtime.</param>
/// <param name="Tolerance">What both had to stay under.</param>
/// <param name="ProvedChannels">How many removed channels the comparison covers.</param>
/// <param name="Excluded">The units that lost channels and that removing is not the same as zeroing for; they are checked for shape and run only.</param>
public sealed record OracleResult(
    double TorchDifference,
    double OnnxRuntimeDifference,
    double Tolerance,
    int ProvedChannels,
    IReadOnlyList<UnprovedUnit> Excluded)
{
    /// <summary>Whether the pruned network is what it is said to be.</summary>
    public bool Passed => TorchDifference <= Tolerance && OnnxRuntimeDifference <= Tolerance;
}
