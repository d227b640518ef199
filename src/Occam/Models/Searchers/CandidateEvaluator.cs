using Occam.Datasets.Loading;
using Occam.Graphs.Execution;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using static TorchSharp.torch;

namespace Occam.Models.Searchers;

/// <summary>
/// Scores subnets of a trained supernet by their accuracy with BatchNorm statistics taken anew for each. Subnets are run in an order in which neighbours have the first
/// choices in common, and what they have in common is computed once: activations and statistics. The scores do not depend on which subnets are scored together.
/// </summary>
/// <param name="space">A space whose subnets differ in their paths alone, trained.</param>
/// <param name="calibration">Images for the statistics; its first batch is used.</param>
/// <param name="images">Labelled images to score on, not shuffled; never those that results are reported on.</param>
/// <param name="sharing">Whether common prefixes are computed once. Default yes; no is for measuring the gain.</param>
public sealed class CandidateEvaluator(SearchSpace space, BatchLoader calibration, BatchLoader images, bool sharing = true)
{
    private readonly SearchSpace _space = space.IsPathsOnly
        ? space
        : throw new ArgumentException("The space has widths or kernel sizes; cut its subnets out and evaluate them one by one.", nameof(space));

    /// <summary>The share of nodes that the last call did not have to compute, 0 to 1.</summary>
    public double Saved { get; private set; }

    /// <summary>Scores subnets.</summary>
    /// <param name="subnets">The subnets.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>The accuracy of each, 0 to 1, in their order.</returns>
    public IReadOnlyList<double> Score(IReadOnlyList<Subnet> subnets, CancellationToken cancellation = default)
    {
        var scores = new double[subnets.Count];
        int[] order = [.. Enumerable.Range(0, subnets.Count).OrderBy(i => _space.Mutator.Encode(subnets[i]), GeneOrder.Instance)];
        foreach (var part in sharing ? [order] : order.Chunk(1))
        {
            Score([.. part.Select(i => subnets[i])], (i, accuracy) => scores[part[i]] = accuracy, cancellation);
        }

        return scores;
    }

    private void Score(IReadOnlyList<Subnet> sorted, Action<int, double> scored, CancellationToken cancellation)
    {
        var executor = new SharedPrefixExecutor(_space.Graph, [.. sorted.Select(_space.Paths)]);
        Saved = 1 - ((double)executor.ComputedNodes / executor.AllNodes);
        using var statistics = new RecalibratedStatistics(sorted.Count);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        executor.Run([calibration.Read().First().Images], statistics.Measure, (_, _) => cancellation.ThrowIfCancellationRequested());
        scope.DisposeEverything();
        var (hits, count) = (new long[sorted.Count], 0L);
        foreach (var batch in images.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            executor.Run([batch.Images], statistics.Use, (path, outputs) => hits[path] += outputs[0].argmax(1).eq(batch.Labels!).sum().item<long>());
            count += batch.Count;
            scope.DisposeEverything();
        }

        foreach (var (path, hit) in hits.Index())
        {
            scored(path, (double)hit / count);
        }
    }

    // The first group decides first, as it is nearest to the input.
    private sealed class GeneOrder : IComparer<int[]>
    {
        public static GeneOrder Instance { get; } = new();

        public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
