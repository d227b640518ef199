namespace Occam.Graphs;

/// <content>Text.</content>
public sealed partial class Graph
{
    /// <summary>
    /// The graph as stable text, a node a line: <c>outputs = Op(inputs) {attributes}  # name</c>, with the declared types of inputs,
    /// constants and outputs. People read it, tests compare it.
    /// </summary>
    public string ToText() => GraphText.Write(this);
}
