namespace Occam.Graphs.Tests.Ops;

public sealed class RnnTests
{
    [Theory]
    [InlineData("forward", "Tanh")]
    [InlineData("bidirectional", "Relu")]
    public void Rnn_follows_the_formula(string direction, string activation)
    {
        using var data = new RecurrentCase(direction, gates: 1);
        var names = direction is "bidirectional" ? new[] { activation, activation } : [activation];

        var y = SingleNode.Run("RNN", [data.X, data.W, data.R, data.B, null, data.H], data.Attributes(("activations", names)), outputs: 2);

        Func<double, double> function = activation is "Tanh" ? Math.Tanh : static sum => Math.Max(0, sum);
        data.Check(y, (x, w, r, b, _, h, _) => (RecurrentReference.Rnn(x, w, r, b, h, function), []));
    }
}
