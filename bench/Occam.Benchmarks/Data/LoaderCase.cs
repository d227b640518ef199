using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;

namespace Occam.Benchmarks.Data;

/// <summary>Data with its changes, and a network that such data is for.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="Open">The data as at the start of a run, when nothing is decoded.</param>
/// <param name="Normalisation">How pixels become inputs.</param>
/// <param name="Options">Batch size and changes.</param>
/// <param name="Network">What the network is called in the results.</param>
/// <param name="Build">Makes the network.</param>
internal sealed record LoaderCase(string Name, Func<Dataset> Open, Normalisation Normalisation, LoaderOptions Options, string Network, Func<Graph> Build)
{
    /// <summary>A loader with some threads, over data of which nothing is decoded.</summary>
    public BatchLoader Loader(int workers) => new(Open(), Normalisation, Options with { Workers = workers });
}
