using Occam.Core.Registry;
using Occam.Graphs;
using Occam.Graphs.Passes;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>Any network as a search space: its pruning units may be narrower, its windows smaller, its residual branches may be skipped. The weights are the network's.</summary>
public static class UnitSpace
{
    /// <summary>Makes a network a supernet.</summary>
    /// <param name="options">The network, its widths, whether its depth is chosen.</param>
    /// <param name="context">What the network is made from.</param>
    /// <returns>The supernet; the caller disposes it.</returns>
    /// <exception cref="GraphException">The network has neither units nor residual branches.</exception>
    public static Graph Build(UnitSpaceOptions options, ArchitectureContext context)
    {
        var graph = options.Network.Make(context);
        try
        {
            Prepare(graph, options.Depth, options.Widths.Count > 0 ? new(options.Widths, options.Divisor) : null, options.Kernels);
            SearchSpace.Of(graph);
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>Adds choices of depth, width and windows to a network, in place.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="depth">Whether residual branches may be skipped.</param>
    /// <param name="widths">The widths of its units; null leaves them alone.</param>
    /// <param name="kernels">The sizes of windows, see <see cref="KernelChoices.For"/>. Default none.</param>
    public static void Prepare(Graph graph, bool depth, WidthChoices? widths, IReadOnlyList<int>? kernels = null)
    {
        new FoldConstantsPass().Apply(graph);
        if (new FoldShapesPass().Apply(graph) > 0)
        {
            new FoldConstantsPass().Apply(graph);
        }

        if (depth)
        {
            ResidualDepth.Add(graph);
        }

        widths?.Write(graph);
        if (kernels is { Count: > 0 })
        {
            KernelChoices.For(graph, kernels).Write(graph);
        }
    }
}
