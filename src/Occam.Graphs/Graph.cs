using Occam.Graphs.Attributes;
using Occam.Graphs.Native;
using Occam.Graphs.Ops;

namespace Occam.Graphs;

/// <summary>
/// A neural network as a graph of ONNX operators: the one object that is imported, trained, searched, pruned, distilled,
/// quantized, verified and exported. Nodes are in topological order, names are unique; all edits go through this class.
/// </summary>
public sealed partial class Graph : IDisposable
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nodeNames = new(StringComparer.Ordinal);
    private readonly List<Node> _nodes = [];
    private readonly List<Value> _inputs = [];
    private readonly List<Value> _outputs = [];

    /// <summary>Creates an empty graph.</summary>
    /// <param name="name">The graph's name.</param>
    /// <param name="opsets">The operator-set versions by domain; default ONNX's own set, version 17.</param>
    /// <param name="operators">The operators that Occam is to know; default <see cref="OperatorSet.Standard"/>.</param>
    public Graph(string name, IEnumerable<KeyValuePair<string, long>>? opsets = null, OperatorSet? operators = null)
    {
        LibTorch.EnsureReady(); // constants are tensors: whoever holds a graph computes
        Name = name;
        Opsets = new SortedDictionary<string, long>(new Dictionary<string, long>(opsets ?? [new(string.Empty, 17)]), StringComparer.Ordinal);
        Operators = operators ?? OperatorSet.Standard;
    }

    /// <summary>The graph's name.</summary>
    public string Name { get; }

    /// <summary>The operator-set versions by domain; the empty domain is ONNX's own.</summary>
    public IDictionary<string, long> Opsets { get; }

    /// <summary>The operators that Occam knows in this graph.</summary>
    public OperatorSet Operators { get; }

    /// <summary>What the file says of the model beside the graph.</summary>
    public ModelInfo Info { get; set; } = new();

    /// <summary>The nodes, each after those whose outputs it reads.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The values that are fed when the network runs.</summary>
    public IReadOnlyList<Value> Inputs => _inputs;

    /// <summary>The values that the network returns.</summary>
    public IReadOnlyList<Value> Outputs => _outputs;

    /// <summary>All values: inputs, constants and outputs of nodes, in the order in which they were added.</summary>
    public IReadOnlyCollection<Value> Values => _values.Values;

    /// <summary>The constants, in the order in which they were added.</summary>
    public IEnumerable<Value> Constants => _values.Values.Where(value => value.IsConstant);

    /// <summary>The value of a name, or null.</summary>
    public Value? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>The node of a name, or null.</summary>
    public Node? FindNode(string name) => _nodeNames.Contains(name) ? _nodes.Find(node => string.Equals(node.Name, name, StringComparison.Ordinal)) : null;

    /// <summary>Whether a value is returned by the network.</summary>
    public bool IsOutput(Value value) => _outputs.Contains(value);

    /// <summary>Disposes the constants.</summary>
    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            value.Constant?.Dispose();
        }

        foreach (var attribute in _nodes.SelectMany(node => node.Attributes.Values))
        {
            switch (attribute)
            {
                case TensorAttribute tensor: tensor.Constant.Dispose(); break;
                case GraphAttribute branch: branch.Graph.Dispose(); break;
            }
        }
    }
}
