using System.Text;
using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;

namespace Occam.Graphs.Building;

/// <content>Places where a supernet mixes candidates.</content>
public sealed partial class GraphBuilder
{
    /// <summary>A mixture of candidates by the softmax of a row of architecture parameters (<see cref="Ops.WeightedChoice"/>).</summary>
    /// <param name="table">The architecture parameters [rows, candidates], a constant.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="row">The row of this place.</param>
    /// <param name="candidates">The candidates by name, all of one shape; null is the one that gives nothing. At least one is not null.</param>
    /// <param name="noise">Added to the table; default none.</param>
    /// <param name="temperature">Divides the sum; default 1.</param>
    public Value WeightedChoice(Value table, string name, int row, IReadOnlyList<(string Name, Value? Value)> candidates, Value? noise = null, Value? temperature = null)
    {
        Graph.Opsets[Choice.OwnDomain] = 1;
        var node = Graph.AddNode(
            "WeightedChoice",
            [table, noise, temperature, .. candidates.Select(candidate => candidate.Value)],
            [name],
            [
                new("row", new IntAttribute(row)),
                new("candidates", new StringsAttribute([.. candidates.Select(candidate => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(candidate.Name))])),
            ],
            name,
            Choice.OwnDomain);
        var output = node.Outputs[0]!;
        _shapes[output] = Compute(node);
        return output;
    }
}
