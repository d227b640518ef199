namespace Occam.Graphs.Tests.Ops;

public sealed class GruTests
{
    [Theory]
    [InlineData("forward", 0)]
    [InlineData("forward", 1)]
    [InlineData("reverse", 0)]
    [InlineData("bidirectional", 0)]
    [InlineData("bidirectional", 1)]
    public void Gru_follows_the_formulas(string direction, int linearBeforeReset)
    {
        using var data = new RecurrentCase(direction, gates: 3);

        var y = SingleNode.Run("GRU", [data.X, data.W, data.R, data.B, null, data.H], data.Attributes(("linear_before_reset", linearBeforeReset)), outputs: 2);

        data.Check(y, (x, w, r, b, _, h, _) => (RecurrentReference.Gru(x, w, r, b, h, linearBeforeReset != 0), []));
    }

    [Fact]
    public void Gru_lets_gradients_reach_every_weight()
    {
        using var data = new RecurrentCase("bidirectional", gates: 3);
        data.W.requires_grad_();
        data.R.requires_grad_();
        data.B.requires_grad_();

        SingleNode.Run("GRU", [data.X, data.W, data.R, data.B], data.Attributes(("linear_before_reset", 1)))[0].sum().backward();

        Assert.All([data.W, data.R, data.B], weight => Assert.True(weight.grad!.ne(0).all().item<bool>()));
    }
}
