namespace Occam.Graphs.Passes;

/// <summary>A rewrite of a graph that keeps what it computes. After it the graph is sound (<see cref="GraphVerifier"/>).</summary>
public abstract class GraphPass
{
    /// <summary>Rewrites the graph in place.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>How many places were changed; 0 where the graph is as it was.</returns>
    /// <exception cref="GraphException">A node is malformed; the message names it.</exception>
    public abstract int Apply(Graph graph);
}
