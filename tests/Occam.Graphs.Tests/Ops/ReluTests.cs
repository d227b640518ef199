using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ReluTests
{
    [Fact]
    public void Relu_of_negative_and_positive_keeps_the_positive()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Relu", [tensor(new[] { -2f, 0f, 3f })]);

        TensorAssert.Close(tensor(new[] { 0f, 0f, 3f }), y[0]);
    }
}
