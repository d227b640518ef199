using Occam.Core.Experiments;
using Occam.Core.Search;
using Occam.Graphs.Native;

namespace Occam.Apis;

/// <summary>Searches the subnets of a trained supernet.</summary>
public static class Search
{
    /// <summary>
    /// Searches, and leaves subnet.yaml, subnet.onnx (with the supernet's weights), search.csv and search.html in the output folder. The experiment is the one that the supernet was trained
    /// by; its <see cref="ExperimentOptions.Search"/> says how.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The supernet's file and the output folder.</param>
    /// <param name="progress">Called after each generation, on this thread; default nothing.</param>
    /// <param name="cancellation">Ends the search; the generations that were done are kept, and a resumed search ends as one that was never stopped.</param>
    /// <exception cref="ExperimentException">There is no supernet, the data has no labels, or the folder has another search.</exception>
    /// <exception cref="Models.Searchers.SearchException">No subnet meets the constraints.</exception>
    /// <exception cref="Graphs.GraphException">The file is no supernet.</exception>
    /// <exception cref="Datasets.DataException">The data cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SearchResult Run(Experiment experiment, SearchRunOptions run, Action<SearchStatus>? progress = null, CancellationToken cancellation = default)
    {
        LibTorch.EnsureReady();
        return new SearchRun(experiment, run, progress).Execute(cancellation);
    }
}
