namespace Occam.Onnx.Runtime;

/// <summary>Latencies of several models that were measured in turns, so that a machine's moods meet all of them alike.</summary>
/// <param name="Results">The models' latencies, in the order in which they were given.</param>
/// <param name="Rounds">For every round, each model's median in milliseconds.</param>
public sealed record LatencyComparison(IReadOnlyList<LatencyResult> Results, IReadOnlyList<IReadOnlyList<double>> Rounds)
{
    /// <summary>How many times faster a model is than another: the median over the rounds of the ratio in each.</summary>
    /// <param name="model">The model's index.</param>
    /// <param name="baseline">The other's index; default the first.</param>
    public double SpeedUp(int model, int baseline = 0) =>
        LatencyResult.Quantile([.. Rounds.Select(round => round[baseline] / round[model]).Order()], 0.5);
}
