using System.Text;
using Occam.Graphs.Attributes;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class EinsumTests
{
    [Fact]
    public void Einsum_of_attention_is_the_matrix_product()
    {
        using var scope = NewDisposeScope();
        var (q, k) = (randn(2, 3, 4, 5), randn(2, 3, 6, 5));

        TensorAssert.Close(q.matmul(k.transpose(-1, -2)), SingleNode.Run("Einsum", [q, k], Equation("bhid, bhjd -> bhij"))[0]);
    }

    [Fact]
    public void Einsum_of_one_operand_transposes_sums_and_takes_diagonals()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, 2, 3, 4], [2, 2]);

        TensorAssert.Close(tensor([1f, 3, 2, 4], [2, 2]), SingleNode.Run("Einsum", [x], Equation("ij->ji"))[0]);
        TensorAssert.Close(tensor([3f, 7]), SingleNode.Run("Einsum", [x], Equation("ij->i"))[0]);
        TensorAssert.Close(tensor(5f), SingleNode.Run("Einsum", [x], Equation("ii"))[0]);
    }

    [Theory]
    [InlineData("bij,bjk->bik", 2 * 3 * 4 * 5)]
    [InlineData("...ij,...jk->...ik", 2 * 3 * 4 * 5)]
    [InlineData("bij,bjk", 2 * 3 * 4 * 5)]
    public void Macs_are_all_combinations_of_the_axes(string equation, long expected)
    {
        using var graph = new Graph("macs");
        var a = graph.AddInput("a", new TensorType(ElementType.Float, [2, 3, 4]));
        var b = graph.AddInput("b", new TensorType(ElementType.Float, [2, 4, 5]));
        var node = graph.AddNode("Einsum", [a, b], ["y"], Equation(equation));

        Assert.Equal(expected, node.Operator!.Macs(node, ShapeInference.Run(graph)));
    }

    private static Dictionary<string, AttributeValue> Equation(string text) => new() { ["equation"] = new StringAttribute(Encoding.UTF8.GetBytes(text)) };
}
