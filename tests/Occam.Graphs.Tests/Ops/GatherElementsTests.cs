using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class GatherElementsTests
{
    [Fact]
    public void GatherElements_selects_along_the_axis()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } });

        var y = SingleNode.Run("GatherElements", [x, tensor(new long[,] { { 1, 2, 0 }, { -1, 0, 0 } })])[0];
        var z = SingleNode.Run("GatherElements", [x, tensor(new[,] { { 2, 0 }, { -2, 1 } })], NodeAttributes.Of(("axis", 1)))[0];

        TensorAssert.Close(tensor(new long[,] { { 4, 8, 3 }, { 7, 2, 3 } }), y, 0);
        TensorAssert.Close(tensor(new long[,] { { 3, 1 }, { 5, 5 } }), z, 0);
    }
}
