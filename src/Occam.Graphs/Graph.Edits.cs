using Occam.Graphs.Attributes;

namespace Occam.Graphs;

/// <content>Edits: each keeps names unique, uses complete and nodes in topological order.</content>
public sealed partial class Graph
{
    /// <summary>Adds an input of the network.</summary>
    /// <exception cref="GraphException">The name is taken.</exception>
    public Value AddInput(string name, TensorType? type)
    {
        var value = AddValue(new Value(name, type, null, null));
        _inputs.Add(value);
        return value;
    }

    /// <summary>Adds a constant, which the graph then owns.</summary>
    /// <exception cref="GraphException">The name is taken.</exception>
    public Value AddConstant(string name, Constant constant) =>
        AddValue(new Value(name, TypeOf(constant), null, constant));

    /// <summary>Replaces the data of a constant; the old data is disposed.</summary>
    /// <exception cref="GraphException">The value is not a constant.</exception>
    public void SetConstant(Value value, Constant constant)
    {
        var old = value.Constant ?? throw new GraphException($"Value '{value.Name}' is not a constant.");
        value.Constant = constant;
        value.Type = TypeOf(constant);
        if (!ReferenceEquals(old, constant))
        {
            old.Dispose();
        }
    }

    /// <summary>Appends a node, or inserts it before another one.</summary>
    /// <param name="opType">The operator's name.</param>
    /// <param name="inputs">The inputs; null where an optional one is absent.</param>
    /// <param name="outputs">The names of the outputs; null where an optional one is not wanted.</param>
    /// <param name="attributes">The attributes; default none.</param>
    /// <param name="name">The node's name; by default made from the operator.</param>
    /// <param name="domain">The operator's domain; default ONNX's own.</param>
    /// <param name="before">The node to insert before; default at the end.</param>
    /// <param name="source">The node as its file holds it, for operators that Occam does not know.</param>
    /// <param name="captures">The values that the node's sub-graphs read.</param>
    /// <param name="docString">A remark that the file carries.</param>
    /// <returns>The node.</returns>
    /// <exception cref="GraphException">A name is taken.</exception>
    public Node AddNode(
        string opType,
        IEnumerable<Value?> inputs,
        IEnumerable<string?> outputs,
        IEnumerable<KeyValuePair<string, AttributeValue>>? attributes = null,
        string? name = null,
        string domain = "",
        Node? before = null,
        ReadOnlyMemory<byte> source = default,
        IEnumerable<Value>? captures = null,
        string? docString = null)
    {
        name = string.IsNullOrEmpty(name) || _nodeNames.Contains(name) ? UnusedNodeName(string.IsNullOrEmpty(name) ? opType : name) : name;
        var node = new Node(this, name, domain, opType, Operators.Find(domain, opType), attributes ?? []) { Source = source, DocString = docString };
        foreach (var output in outputs)
        {
            node.OutputList.Add(string.IsNullOrEmpty(output) ? null : AddValue(new Value(output, null, node, null)));
        }

        foreach (var input in inputs)
        {
            node.AddInput(input);
        }

        foreach (var capture in captures ?? [])
        {
            node.AddCapture(capture);
        }

        _nodeNames.Add(name);
        _nodes.Insert(before is null ? _nodes.Count : IndexOf(before), node);
        return node;
    }

    /// <summary>Inserts a node of one input and one output behind a value: whatever read the value (and, where it was one, the graph's output) then reads the node's output.</summary>
    /// <returns>The node.</returns>
    public Node InsertAfter(Value value, string opType, string outputName, IEnumerable<Value>? furtherInputs = null, IEnumerable<KeyValuePair<string, AttributeValue>>? attributes = null)
    {
        var readers = value.Uses.Select(use => use.Node).ToHashSet();
        var before = _nodes.Find(readers.Contains);
        var node = AddNode(opType, [], [outputName], attributes, before: before);
        ReplaceUses(value, node.Outputs[0]!);
        node.AddInput(value);
        foreach (var input in furtherInputs ?? [])
        {
            node.AddInput(input);
        }

        return node;
    }

    /// <summary>Makes everything that reads a value read another one, the graph's outputs included. An output keeps its name.</summary>
    public void ReplaceUses(Value value, Value replacement)
    {
        foreach (var use in value.Uses.ToArray())
        {
            SetUse(use, replacement);
        }

        for (var i = 0; i < _outputs.Count; i++)
        {
            if (_outputs[i] == value)
            {
                _outputs[i] = replacement;
                ExchangeNames(value, replacement);
            }
        }
    }

    /// <summary>Changes what a node reads at one input.</summary>
    public void SetInput(Node node, int index, Value? value) => node.SetInput(index, value);

    /// <summary>Changes what is read at one use.</summary>
    public void SetUse(Use use, Value value)
    {
        if (use.Index < use.Node.Inputs.Count)
        {
            use.Node.SetInput(use.Index, value);
        }
        else
        {
            use.Node.SetCapture(use.Index - use.Node.Inputs.Count, value);
        }
    }

    /// <summary>Sets an attribute, or removes it where the value is null.</summary>
    /// <exception cref="GraphException">The node is written back as its file holds it, because Occam does not know its operator.</exception>
    public void SetAttribute(Node node, string name, AttributeValue? value) => node.SetAttribute(name, value);

    /// <summary>Declares a value's type anew, or forgets it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type, or null.</param>
    /// <param name="source">The declaration as its file holds it, where it says more than the type.</param>
    public void SetType(Value value, TensorType? type, ReadOnlyMemory<byte> source = default)
    {
        value.Type = type;
        value.TypeSource = source;
    }

    /// <summary>Adds a value to what the network returns.</summary>
    public void AddOutput(Value value) => _outputs.Add(value);

    /// <summary>Makes a value no longer an output; what only served it is still there (<see cref="RemoveUnused"/>).</summary>
    /// <exception cref="GraphException">It is no output, or the only one.</exception>
    public void RemoveOutput(Value value)
    {
        if (!_outputs.Contains(value) || _outputs.Count == 1)
        {
            throw new GraphException($"'{value.Name}' is no output of '{Name}', or its only one.");
        }

        _outputs.Remove(value);
    }

    /// <summary>Gives a value another name.</summary>
    /// <exception cref="GraphException">The name is taken.</exception>
    public void Rename(Value value, string name)
    {
        if (string.Equals(value.Name, name, StringComparison.Ordinal))
        {
            return;
        }

        if (!_values.TryAdd(name, value))
        {
            throw new GraphException($"Value '{value.Name}' cannot be renamed to '{name}': there is one of that name.");
        }

        _values.Remove(value.Name);
        value.Name = name;
    }

    /// <summary>Removes a node whose outputs nothing reads.</summary>
    /// <exception cref="GraphException">An output is read, or returned by the network.</exception>
    public void Remove(Node node)
    {
        foreach (var output in node.OutputList.OfType<Value>())
        {
            if (output.Uses.Count > 0 || _outputs.Contains(output))
            {
                throw GraphException.At(node, $"cannot be removed: '{output.Name}' is still read.");
            }
        }

        Detach(node);
        _nodes.Remove(node);
    }

    /// <summary>Removes the nodes and the constants that no output of the network depends on.</summary>
    /// <returns>How many nodes were removed.</returns>
    public int RemoveUnused()
    {
        var returned = _outputs.ToHashSet();
        var unused = new HashSet<Node>();
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            var node = _nodes[i];
            if (node.OutputList.TrueForAll(output => output is null || (output.Uses.Count == 0 && !returned.Contains(output))))
            {
                unused.Add(node);
                Detach(node);
            }
        }

        _nodes.RemoveAll(unused.Contains);
        foreach (var value in Constants.Where(value => value.Uses.Count == 0 && !returned.Contains(value)).ToArray())
        {
            value.Constant!.Dispose();
            _values.Remove(value.Name);
        }

        return unused.Count;
    }

    /// <summary>A name for a value that is not taken: the one asked for, or that with a number.</summary>
    public string UnusedName(string wanted)
    {
        var name = wanted;
        for (var i = 1; _values.ContainsKey(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }

    private static TensorType TypeOf(Constant constant) => new(constant.ElementType, [.. constant.Dimensions.Select(size => (Dimension)size)]);

    private Value AddValue(Value value)
    {
        if (!_values.TryAdd(value.Name, value))
        {
            throw new GraphException($"Graph '{Name}' has two values named '{value.Name}'; names have to be unique.");
        }

        return value;
    }

    private void Detach(Node node)
    {
        node.DetachInputs();
        foreach (var output in node.OutputList.OfType<Value>())
        {
            _values.Remove(output.Name);
        }

        _nodeNames.Remove(node.Name);
    }

    private int IndexOf(Node node)
    {
        var index = _nodes.IndexOf(node);
        return index >= 0 ? index : throw GraphException.At(node, $"is not a node of graph '{Name}'.");
    }

    private string UnusedNodeName(string wanted)
    {
        var name = wanted;
        for (var i = 1; _nodeNames.Contains(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }

    private void ExchangeNames(Value a, Value b)
    {
        (a.Name, b.Name) = (b.Name, a.Name);
        _values[a.Name] = a;
        _values[b.Name] = b;
    }
}
