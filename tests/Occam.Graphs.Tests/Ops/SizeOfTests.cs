using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class SizeOfTests
{
    [Fact]
    public void Size_counts_the_elements()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Size", [zeros(2, 3, 4)])[0];

        Assert.Empty(y.shape);
        Assert.Equal(24, y.item<long>());
    }
}
