namespace Occam.Core.Search;

/// <summary>What a limit on latency is held against while a search goes on.</summary>
public enum LatencySource
{
    /// <summary>
    /// The sum of a candidate's kernels, each measured once on this machine and kept in a table (<see cref="Onnx.Latency.TableLatency"/>). The winner is then measured as a whole, and
    /// one that breaks the limit does not win.
    /// </summary>
    Table,

    /// <summary>The candidate itself, cut out and measured: dearer, and free of the table's error.</summary>
    Measured,
}
