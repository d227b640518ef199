using Occam.Models.Quantizers;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class AccuracyBudgetTests
{
    private static readonly long[] Shape = [8, 3, 8, 8];

    [Fact]
    public void The_layer_that_does_the_harm_returns_to_float_and_no_other()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        // One far weight in every channel of body2: its other weights all become 0.
        graph.FindNode("body2")!.Input(1).Constant!.Tensor[TensorIndex.Colon, 0, 0, 0] = tensor(100f);
        var tried = 0;
        var budget = new AccuracyBudget(
            options => new StaticQuantizer(options).Quantize(graph, SmallNetworks.Batches(Shape)),
            candidate =>
            {
                tried++;
                return candidate.FindNode("body2")!.Input(1).IsConstant ? 1 : 0; // float weights have no DequantizeLinear
            });

        var (model, reverted) = budget.Hold(graph, SmallNetworks.Batches(Shape, 1).Single(), new(), 0.5);
        using var owned = model;

        Assert.Equal(["body2"], reverted);
        Assert.InRange(tried, 2, 4);
    }

    [Fact]
    public void Nothing_is_reverted_where_the_budget_holds()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        var budget = new AccuracyBudget(options => new StaticQuantizer(options).Quantize(graph, SmallNetworks.Batches(Shape)), _ => 1);

        var (model, reverted) = budget.Hold(graph, SmallNetworks.Batches(Shape, 1).Single(), new(), 1);
        using var owned = model;

        Assert.Empty(reverted);
    }
}
