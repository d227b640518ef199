using Occam.Onnx.Protos;

namespace Occam.Onnx.Tests.Reading;

/// <summary>Models with sub-graphs.</summary>
internal static class ControlFlowModels
{
    /// <summary>y = cond ? h + b : (h with k = 1 added), h = Relu(x); the branches read h and b from outside.</summary>
    public static ModelProto Branches()
    {
        var then = new GraphProto { Name = "then", Node = { Models.Node("Add", ["h", "b"], ["t"]) }, Output = { Models.Float("t") } };
        var otherwise = new GraphProto
        {
            Name = "else",
            Node = { Models.Node("Add", ["h", "k"], ["e"]) },
            Initializer = { Models.Weights("k", [1], 1) },
            Output = { Models.Float("e") },
        };
        var graph = Models.Graph(
            Models.Node("Relu", ["x"], ["h"]),
            Models.Node("If", ["cond"], ["y"], Models.Branch("then_branch", then), Models.Branch("else_branch", otherwise)));
        graph.Input.Add(new ValueInfoProto { Name = "cond", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 9, Shape = new TensorShapeProto() } } });
        graph.Initializer.Add(Models.Weights("b", [3], 1, -2, 3));
        return Models.Model(graph);
    }

    /// <summary>y = x + 3 h, h = Relu(x), by a Loop of 3 turns whose body reads h from outside.</summary>
    public static ModelProto Counting()
    {
        var body = new GraphProto
        {
            Name = "body",
            Node = { Models.Node("Add", ["sum", "h"], ["next"]), Models.Node("Identity", ["go"], ["go_on"]) },
            Input = { Scalar("turn", 7), Scalar("go", 9), Models.Float("sum") },
            Output = { Scalar("go_on", 9), Models.Float("next") },
        };
        var graph = Models.Graph(Models.Node("Relu", ["x"], ["h"]), Models.Node("Loop", ["turns", string.Empty, "x"], ["y"], Models.Branch("body", body)));
        graph.Initializer.Add(new TensorProto { Name = "turns", DataType = 7, Int64Data = { 3 } });
        return Models.Model(graph);
    }

    private static ValueInfoProto Scalar(string name, int type) =>
        new() { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = new TensorShapeProto() } } };
}
