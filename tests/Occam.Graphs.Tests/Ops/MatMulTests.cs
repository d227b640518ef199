using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class MatMulTests
{
    [Fact]
    public void MatMul_of_vectors_and_matrices_follows_numpy()
    {
        using var scope = NewDisposeScope();
        var (vector, matrix) = (tensor([1f, 2]), tensor([1f, 2, 3, 4], [2, 2]));

        TensorAssert.Close(tensor(5f), SingleNode.Run("MatMul", [vector, vector])[0]);
        TensorAssert.Close(tensor([7f, 10]), SingleNode.Run("MatMul", [vector, matrix])[0]);
        TensorAssert.Close(tensor([5f, 11]), SingleNode.Run("MatMul", [matrix, vector])[0]);
        TensorAssert.Close(tensor([7f, 10, 15, 22], [2, 2]), SingleNode.Run("MatMul", [matrix, matrix])[0]);
        Assert.Equal([4L, 3, 2, 2], SingleNode.Run("MatMul", [zeros(3, 2, 2), zeros(4, 1, 2, 2)])[0].shape);
    }

    [Fact]
    public void Macs_of_batched_product_count_every_multiplication()
    {
        using var graph = new Graph("macs");
        var a = graph.AddInput("a", new TensorType(ElementType.Float, [3, 4, 5]));
        var b = graph.AddInput("b", new TensorType(ElementType.Float, [5, 7]));
        var node = graph.AddNode("MatMul", [a, b], ["y"]);

        Assert.Equal(3 * 4 * 5 * 7, node.Operator!.Macs(node, ShapeInference.Run(graph)));
    }
}
