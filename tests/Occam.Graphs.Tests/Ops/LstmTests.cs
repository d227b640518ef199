using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class LstmTests
{
    [Theory]
    [InlineData("forward")]
    [InlineData("reverse")]
    [InlineData("bidirectional")]
    public void Lstm_follows_the_formulas(string direction)
    {
        using var data = new RecurrentCase(direction, gates: 4, zeroPeepholes: false);
        Tensor?[] inputs = [data.X, data.W, data.R, data.B, tensor(new[] { 5, 5 }), data.H, data.C, data.P];

        var y = SingleNode.Run("LSTM", inputs, data.Attributes(), outputs: 3);

        data.Check(y, Reference);
    }

    [Fact]
    public void Lstm_without_peepholes_and_states_takes_zeros()
    {
        using var data = new RecurrentCase("bidirectional", gates: 4, zeroStates: true);

        var y = SingleNode.Run("LSTM", [data.X, data.W, data.R, data.B], data.Attributes(), outputs: 3);

        data.Check(y, Reference);
    }

    [Fact]
    public void Lstm_with_the_batch_first_gives_the_same()
    {
        using var data = new RecurrentCase("bidirectional", gates: 4);
        Tensor?[] inputs = [data.X.transpose(0, 1), data.W, data.R, data.B, null, data.H.transpose(0, 1), data.C.transpose(0, 1)];

        var y = SingleNode.Run("LSTM", inputs, data.Attributes(("layout", 1)), outputs: 3);

        data.Check([y[0].permute(1, 2, 0, 3), y[1].transpose(0, 1), y[2].transpose(0, 1)], Reference);
    }

    [Fact]
    public void Lstm_equals_PyTorchs_forward_and_in_gradients()
    {
        using var data = new RecurrentCase("forward", gates: 4, zeroStates: true);
        using var module = nn.LSTM(3, 4);
        // ONNX has i, o, f, c; PyTorch i, f, c, o.
        var order = tensor(new long[] { 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7 });
        using (no_grad())
        {
            var parameters = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
            parameters["weight_ih_l0"].copy_(data.W[0].index_select(0, order));
            parameters["weight_hh_l0"].copy_(data.R[0].index_select(0, order));
            parameters["bias_ih_l0"].copy_(data.B[0].narrow(0, 0, 16).index_select(0, order));
            parameters["bias_hh_l0"].copy_(data.B[0].narrow(0, 16, 16).index_select(0, order));
        }

        var (expected, _, _) = module.call(data.X);
        expected.pow(2).sum().backward();
        var w = data.W.detach().requires_grad_();
        var y = SingleNode.Run("LSTM", [data.X, w, data.R, data.B], data.Attributes())[0];
        y.pow(2).sum().backward();

        TensorAssert.Close(expected, y.squeeze(1));
        TensorAssert.Close(module.get_parameter("weight_ih_l0")!.grad!, w.grad![0].index_select(0, order));
    }

    [Theory]
    [InlineData("clip")]
    [InlineData("input_forget")]
    [InlineData("activations")]
    public void Lstm_with_what_is_not_supported_is_refused_by_name(string attribute)
    {
        using var data = new RecurrentCase("forward", gates: 4);
        object value = attribute switch
        {
            "clip" => 1f,
            "input_forget" => 1,
            _ => new[] { "Sigmoid", "Relu", "Tanh" },
        };

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("LSTM", [data.X, data.W, data.R], data.Attributes((attribute, value))));

        Assert.Contains("'LSTM'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lstm_of_ragged_sequences_is_refused()
    {
        using var data = new RecurrentCase("forward", gates: 4);

        Assert.Throws<GraphException>(() => SingleNode.Run("LSTM", [data.X, data.W, data.R, data.B, tensor(new[] { 5, 3 })], data.Attributes()));
    }

    private static (double[][] Hidden, double[][] Further) Reference(
        double[][] x, double[][] w, double[][] r, double[] b, double[] p, double[] h, double[] c)
    {
        var (hidden, cell) = RecurrentReference.Lstm(x, w, r, b, p, h, c);
        return (hidden, [cell]);
    }
}
