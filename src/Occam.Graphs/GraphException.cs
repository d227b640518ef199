namespace Occam.Graphs;

/// <summary>A graph, a node or its data is not what it has to be; the message says what was wanted, what was given and where.</summary>
public sealed class GraphException : Exception
{
    /// <summary>Creates the exception.</summary>
    public GraphException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public GraphException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Creates the exception for a node: the message starts with the node's name and operator.</summary>
    public static GraphException At(Node node, string problem) => new($"Node '{node.Name}' ({node.OpType}): {problem}");
}
