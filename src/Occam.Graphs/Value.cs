namespace Occam.Graphs;

/// <summary>A tensor that flows through a graph: an input of the graph, a constant, or an output of a node.</summary>
public sealed class Value
{
    private readonly List<Use> _uses = [];

    internal Value(string name, TensorType? type, Node? producer, Constant? constant)
    {
        Name = name;
        Type = type;
        Producer = producer;
        Constant = constant;
    }

    /// <summary>The name, unique in the graph. ONNX files, plans and configurations refer to it.</summary>
    public string Name { get; internal set; }

    /// <summary>The type that the file or the builder declared, where it did.</summary>
    public TensorType? Type { get; internal set; }

    /// <summary>The declaration as its file holds it, where it says more than <see cref="Type"/>: a sequence, a remark, what an axis means.</summary>
    public ReadOnlyMemory<byte> TypeSource { get; internal set; }

    /// <summary>The node that computes the value; null for graph inputs and constants.</summary>
    public Node? Producer { get; internal set; }

    /// <summary>The data of a constant (weight, literal); null for computed values and graph inputs.</summary>
    public Constant? Constant { get; internal set; }

    /// <summary>Whether the value is a constant.</summary>
    public bool IsConstant => Constant is not null;

    /// <summary>Where nodes read the value; being a graph output is not a use.</summary>
    public IReadOnlyList<Use> Uses => _uses;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal void AddUse(Use use) => _uses.Add(use);

    internal void RemoveUse(Use use) => _uses.Remove(use);
}
