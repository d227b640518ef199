using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(13)]
    public void Dropout_in_inference_is_the_identity(long opset)
    {
        using var scope = NewDisposeScope();
        var x = randn(50);

        var y = SingleNode.Run("Dropout", opset < 12 ? [x] : [x, tensor(0.5f), tensor(true)], opset: opset, outputs: 2);

        TensorAssert.Close(x, y[0], 0);
        Assert.Equal(opset < 10 ? ScalarType.Float32 : ScalarType.Bool, y[1].dtype);
        Assert.Equal(50, y[1].to(ScalarType.Int64).sum().item<long>());
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(12, false)]
    [InlineData(13, true)]
    public void Dropout_in_training_drops_the_ratio_and_scales_the_rest(long opset, bool stated)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var x = full(10_000, 3f);
        Dictionary<string, AttributeValue> attributes = opset < 12 ? new() { ["ratio"] = new FloatAttribute(0.25f) } : [];
        Tensor?[] inputs = opset < 12 ? [x] : stated ? [x, tensor(0.25f), tensor(true)] : [x, tensor(0.25f)];

        var y = SingleNode.Run("Dropout", inputs, attributes, opset, outputs: 2, training: true);

        var kept = y[1].to(ScalarType.Float32);
        TensorAssert.Close(kept * 4f, y[0]);
        Assert.InRange(kept.mean().item<float>(), 0.73f, 0.77f); // five standard deviations of a mean of 10,000 are 0.022
    }

    [Fact]
    public void Dropout_in_training_with_training_mode_false_is_the_identity()
    {
        using var scope = NewDisposeScope();
        var x = randn(50);

        TensorAssert.Close(x, SingleNode.Run("Dropout", [x, tensor(0.5f), tensor(false)], training: true)[0], 0);
    }

    [Fact]
    public void Dropout_of_everything_is_refused()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("Dropout", [ones(2), tensor(1f)], training: true));

        Assert.Contains("[0, 1)", error.Message, StringComparison.Ordinal);
    }
}
