using Occam.Models.Quantizers;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class FastestPrecisionTests
{
    private static readonly long[] Shape = [1, 3, 8, 8];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_kept_was_not_slower_or_is_float(bool retries)
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        var batches = SmallNetworks.Batches(Shape).ToArray();
        var options = new StaticQuantizerOptions();
        var tried = new List<IReadOnlyList<string>>();

        var choice = new FastestPrecision(graph, batches[0], 1, TestContext.Current.CancellationToken).Choose(
            new StaticQuantizer(options).Quantize(graph, batches),
            retries ? Requantize : null,
            options);

        using var model = choice.Model;
        Assert.Equal(choice.IsFloat, model.Graph.Nodes.All(node => node.OpType is not "QuantizeLinear"));
        Assert.Equal(choice.IsFloat, choice.SpeedUp < 1);
        Assert.True(choice.SpeedUp >= choice.SpeedUpOfAll, $"{choice.SpeedUp} of {choice.SpeedUpOfAll}");
        Assert.Equal(choice.Returned.Order(StringComparer.Ordinal), model.Coverage.Layers.Where(layer => string.Equals(layer.Remark, FastestPrecision.Reason, StringComparison.Ordinal) && !choice.IsFloat).Select(layer => layer.Node).Order(StringComparer.Ordinal));
        Assert.Contains(choice.IsFloat ? "every layer stays float" : "times as fast as float", choice.ToString(), StringComparison.Ordinal);

        QuantizedModel Requantize(IReadOnlyList<string> floats)
        {
            tried.Add(floats);
            return new StaticQuantizer(options with { Exclude = floats, ExclusionReason = FastestPrecision.Reason }).Quantize(graph, batches);
        }
    }
}
