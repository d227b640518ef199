using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Graphs.Execution;
using Occam.Models.Quantizers.WeightOnly;
using Occam.Onnx;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers.WeightOnly;

public sealed class WeightBudgetTests
{
    private const int Width = 64;
    private static readonly WeightOnlyOptions Fewest = new() { Bits = 2, BlockSize = 16 };

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.35)]
    [InlineData(0.22)]
    public void File_fits_and_loses_less_than_with_equal_bits_of_that_size(double share)
    {
        using var scope = NewDisposeScope();
        using var graph = Network();
        var batch = RandomInputs.For(graph, 7);
        var limit = (long)(share * Length(graph));

        var bits = new WeightBudget(Fewest).Find(graph, batch, limit, TestContext.Current.CancellationToken);

        using var quantized = new WeightOnlyQuantizer(Fewest with { LayerBits = bits }).Quantize(graph);
        Assert.InRange(Length(quantized.Graph), 1, limit);
        foreach (var equal in new[] { 8, 4, 2 })
        {
            using var other = new WeightOnlyQuantizer(Fewest with { Bits = equal }).Quantize(graph);
            if (Length(other.Graph) <= limit)
            {
                Assert.InRange(Error(graph, quantized.Graph, batch), 0, 1.05 * Error(graph, other.Graph, batch)); // losses are added up as if they were independent
            }
        }
    }

    [Fact]
    public void Layer_that_decides_the_output_keeps_more_bits_than_one_that_hardly_counts()
    {
        using var scope = NewDisposeScope();
        using var graph = Network();
        var batch = RandomInputs.For(graph, 7);
        using var middle = new WeightOnlyQuantizer(Fewest with { Bits = 4 }).Quantize(graph);

        var bits = new WeightBudget(Fewest).Find(graph, batch, Length(middle.Graph), TestContext.Current.CancellationToken);

        Assert.True(bits["main"] > bits["aside"], string.Join(", ", bits));
    }

    [Fact]
    public void Smallest_size_is_told_where_the_budget_is_out_of_reach_and_so_is_a_budget_that_asks_nothing()
    {
        using var scope = NewDisposeScope();
        using var graph = Network();
        var batch = RandomInputs.For(graph);
        using var smallest = new WeightOnlyQuantizer(Fewest with { Bits = 4 }).Quantize(graph);
        var bytes = Length(smallest.Graph);
        var budget = new WeightBudget(Fewest with { Bits = 4 });

        var low = Assert.Throws<QuantizationException>(() => budget.Find(graph, batch, bytes - 1, TestContext.Current.CancellationToken));
        var high = Assert.Throws<QuantizationException>(() => budget.Find(graph, batch, Length(graph), TestContext.Current.CancellationToken));

        Assert.Contains($"it has {bytes:N0}, the smallest size that can be reached; fewer bits (--bits 2)", low.Message, StringComparison.Ordinal);
        Assert.Contains("no weight has to get fewer bits", high.Message, StringComparison.Ordinal);
        Assert.All(budget.Find(graph, batch, bytes, TestContext.Current.CancellationToken).Values, width => Assert.Equal(4, width));
    }

    // Two branches of equal size; one is scaled down before they meet.
    private static Graph Network()
    {
        using var builder = new GraphBuilder("budget", 5);
        var x = builder.Input("x", Width);
        var main = builder.Relu(builder.Linear(x, "main", Width), "main.relu");
        var aside = builder.Relu(builder.Linear(x, "aside", Width), "aside.relu");
        var graph = builder.Build(("y", builder.Linear(builder.Concat("both", 1, main, aside), "head", 16)));
        using var guard = no_grad();
        using var small = 0.02f.ToScalar();
        graph.FindNode("head")!.Input(1).Constant!.Tensor.narrow(1, Width, Width).mul_(small);
        return graph;
    }

    private static double Error(Graph graph, Graph quantized, IReadOnlyList<Tensor> batch)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        return new GraphExecutor(graph).Run(batch)[0].sub(new GraphExecutor(quantized).Run(batch)[0]).norm().item<float>();
    }

    private static long Length(Graph graph)
    {
        using var file = new MemoryStream();
        OnnxWriter.Write(graph, file);
        return file.Length;
    }
}
