using System.Text;
using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;

namespace Occam.Graphs;

/// <summary>An operator applied to values. Inputs, outputs and attributes are changed through <see cref="Graph"/>.</summary>
public sealed class Node
{
    private readonly Dictionary<string, AttributeValue> _attributes;
    private readonly List<Value?> _inputs;
    private readonly List<Value> _captures = [];

    internal Node(Graph graph, string name, string domain, string opType, Operator? op, IEnumerable<KeyValuePair<string, AttributeValue>> attributes)
    {
        Graph = graph;
        Name = name;
        Domain = domain;
        OpType = opType;
        Operator = op;
        _attributes = new(attributes, StringComparer.Ordinal);
        _inputs = [];
        OutputList = [];
    }

    /// <summary>The graph that the node belongs to.</summary>
    public Graph Graph { get; }

    /// <summary>The name, unique among the graph's nodes.</summary>
    public string Name { get; }

    /// <summary>The operator's domain; empty for ONNX's own.</summary>
    public string Domain { get; }

    /// <summary>The operator's name, for example <c>Conv</c>.</summary>
    public string OpType { get; }

    /// <summary>What Occam knows of the operator, or null where it does not know it: the node is then opaque.</summary>
    public Operator? Operator { get; }

    /// <summary>The inputs in the operator's order; null where an optional input is absent.</summary>
    public IReadOnlyList<Value?> Inputs => _inputs;

    /// <summary>The outputs in the operator's order; null where an optional output is not wanted.</summary>
    public IReadOnlyList<Value?> Outputs => OutputList;

    /// <summary>The values of the surrounding graph that the node's sub-graphs read by name.</summary>
    public IReadOnlyList<Value> Captures => _captures;

    /// <summary>The attributes that the node states; absent ones have the operator's default.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes => _attributes;

    /// <summary>A remark that the file carries.</summary>
    public string? DocString { get; init; }

    /// <summary>
    /// What the node's file holds and is written back byte for byte: the whole node where Occam does not know the operator (the node is
    /// opaque), else the fields that Occam does not interpret.
    /// </summary>
    public ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>The version of the operator set of <see cref="Domain"/> that the graph imports; 1 where it states none.</summary>
    public long OpsetVersion => Graph.Opsets.TryGetValue(Domain, out var version) ? version : 1;

    internal List<Value?> OutputList { get; }

    /// <summary>The value at an input position.</summary>
    /// <exception cref="GraphException">The input is absent.</exception>
    public Value Input(int index) =>
        OptionalInput(index) ?? throw GraphException.At(this, $"input {index} is missing; {_inputs.Count} inputs are given.");

    /// <summary>The value at an input position, or null where it is absent.</summary>
    public Value? OptionalInput(int index) => index < _inputs.Count ? _inputs[index] : null;

    /// <summary>An integer attribute, or the operator's default.</summary>
    /// <exception cref="GraphException">The attribute is of another kind.</exception>
    public long Int(string name, long fallback) => Get<IntAttribute>(name)?.Value ?? fallback;

    /// <summary>A float attribute, or the operator's default.</summary>
    /// <exception cref="GraphException">The attribute is of another kind.</exception>
    public float Float(string name, float fallback) => Get<FloatAttribute>(name)?.Value ?? fallback;

    /// <summary>A text attribute, or the operator's default.</summary>
    /// <exception cref="GraphException">The attribute is of another kind.</exception>
    public string String(string name, string fallback) =>
        Get<StringAttribute>(name) is { } text ? Encoding.UTF8.GetString(text.Bytes.Span) : fallback;

    /// <summary>An integers attribute, or null where it is absent.</summary>
    /// <exception cref="GraphException">The attribute is of another kind.</exception>
    public long[]? Ints(string name) => Get<IntsAttribute>(name)?.Values.ToArray();

    /// <summary>A floats attribute, or null where it is absent.</summary>
    /// <exception cref="GraphException">The attribute is of another kind.</exception>
    public float[]? Floats(string name) => Get<FloatsAttribute>(name)?.Values.ToArray();

    /// <summary>The attribute of a kind, or null where it is absent.</summary>
    /// <exception cref="GraphException">The attribute is of another kind.</exception>
    public T? Get<T>(string name)
        where T : AttributeValue => _attributes.GetValueOrDefault(name) switch
        {
            null => null,
            T value => value,
            var other => throw GraphException.At(this, $"attribute '{name}' has to be {Kind(typeof(T))}, but is {Kind(other.GetType())}."),
        };

    /// <summary>The name and the operator.</summary>
    public override string ToString() => $"{Name} ({OpType})";

    internal void SetAttribute(string name, AttributeValue? value)
    {
        if (Operator is null && !Source.IsEmpty)
        {
            throw GraphException.At(this, $"attribute '{name}' cannot be changed: Occam does not know the operator and keeps the node as its file holds it.");
        }

        if (value is null)
        {
            _attributes.Remove(name);
        }
        else
        {
            _attributes[name] = value;
        }
    }

    internal void AddInput(Value? value)
    {
        value?.AddUse(new Use(this, _inputs.Count));
        _inputs.Add(value);
    }

    internal void AddCapture(Value value)
    {
        value.AddUse(new Use(this, _inputs.Count + _captures.Count));
        _captures.Add(value);
    }

    internal void SetInput(int index, Value? value)
    {
        while (_inputs.Count <= index)
        {
            if (_captures.Count > 0)
            {
                throw GraphException.At(this, "inputs cannot be added to a node whose sub-graphs capture values.");
            }

            _inputs.Add(null);
        }

        _inputs[index]?.RemoveUse(new Use(this, index));
        _inputs[index] = value;
        value?.AddUse(new Use(this, index));
    }

    internal void SetCapture(int index, Value value)
    {
        _captures[index].RemoveUse(new Use(this, _inputs.Count + index));
        _captures[index] = value;
        value.AddUse(new Use(this, _inputs.Count + index));
    }

    internal void DetachInputs()
    {
        for (var i = 0; i < _inputs.Count; i++)
        {
            _inputs[i]?.RemoveUse(new Use(this, i));
        }

        for (var i = 0; i < _captures.Count; i++)
        {
            _captures[i].RemoveUse(new Use(this, _inputs.Count + i));
        }
    }

    private static string Kind(Type type) => type.Name.Replace("Attribute", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
