using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;

namespace Occam.Graphs;

/// <content>Copies.</content>
public sealed partial class Graph
{
    /// <summary>A deep copy: nodes, values, names and constants; the constants carry no gradient.</summary>
    public Graph Clone() => Clone(constant => constant.Clone(), Operators);

    /// <summary>A deep copy that may use other operators.</summary>
    /// <param name="operators">The operators; those of this graph's nodes among them.</param>
    public Graph Clone(OperatorSet operators) => Clone(constant => constant.Clone(), operators);

    /// <summary>
    /// A copy whose constants are views of this graph's data, so that it costs no memory: to be analysed and edited, not trained. Replacing a constant changes one graph, writing into
    /// its tensor both.
    /// </summary>
    public Graph CloneSharingData() => Clone(constant => constant.View(), Operators);

    private Graph Clone(Func<Constant, Constant> clone, OperatorSet operators)
    {
        var copy = new Graph(Name, Opsets, operators) { Info = Info };
        var map = new Dictionary<Value, Value>();
        foreach (var input in _inputs)
        {
            map[input] = copy.AddInput(input.Name, input.Type);
            map[input].TypeSource = input.TypeSource;
        }

        foreach (var constant in Constants)
        {
            map[constant] = copy.AddConstant(constant.Name, clone(constant.Constant!));
        }

        foreach (var node in _nodes)
        {
            var added = copy.AddNode(
                node.OpType,
                node.Inputs.Select(input => input is null ? null : map[input]),
                node.Outputs.Select(output => output?.Name),
                node.Attributes.Select(pair => KeyValuePair.Create(pair.Key, CloneAttribute(pair.Value))),
                node.Name,
                node.Domain,
                source: node.Source,
                captures: node.Captures.Select(capture => map[capture]),
                docString: node.DocString);
            foreach (var (from, to) in node.OutputList.Zip(added.OutputList))
            {
                if (from is not null)
                {
                    copy.SetType(to!, from.Type, from.TypeSource);
                    map[from] = to!;
                }
            }
        }

        copy._outputs.AddRange(_outputs.Select(output => map[output]));
        return copy;
    }

    private static AttributeValue CloneAttribute(AttributeValue value) => value switch
    {
        TensorAttribute tensor => new TensorAttribute(tensor.Constant.Clone()),
        GraphAttribute branch => branch with { Graph = branch.Graph.Clone() },
        _ => value,
    };
}
