using Occam.Graphs.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class RecurrentShapeTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // The fused kernel runs in TorchScript, whose errors must not end the process.
    [Theory]
    [InlineData("LSTM", new long[] { 1, 8, 3 }, new long[] { 1, 16, 4 })]
    [InlineData("LSTM", new long[] { 1, 16, 7 }, new long[] { 1, 16, 4 })]
    [InlineData("LSTM", new long[] { 1, 16, 3 }, new long[] { 1, 16, 9 })]
    [InlineData("LSTM", new long[] { 16, 3 }, new long[] { 16, 4 })]
    [InlineData("GRU", new long[] { 1, 12, 7 }, new long[] { 1, 12, 4 })]
    [InlineData("RNN", new long[] { 1, 4, 7 }, new long[] { 1, 4, 4 })]
    public void Weights_that_do_not_fit_are_an_error_that_names_the_node(string opType, long[] weights, long[] recurrent)
    {
        var error = Assert.Throws<GraphException>(() => SingleNode.Run(opType, [randn(5, 2, 3), randn(weights), randn(recurrent)], new() { ["hidden_size"] = new IntAttribute(4) }));

        Assert.Contains($"({opType})", error.Message, StringComparison.Ordinal);
    }
}
