using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

public sealed class RecurrentConformanceTests
{
    [Theory]
    [InlineData("LSTM", "forward")]
    [InlineData("LSTM", "reverse")]
    [InlineData("LSTM", "bidirectional")]
    [InlineData("GRU", "forward")]
    [InlineData("GRU", "reverse")]
    [InlineData("GRU", "bidirectional")]
    [InlineData("RNN", "forward")]
    [InlineData("RNN", "bidirectional")]
    public void Recurrence_equals_ONNX_Runtime(string op, string direction)
    {
        using var random = new RandomCases(50);
        var gates = op switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        for (var i = 0; i < 6; i++)
        {
            var d = direction is "bidirectional" ? 2 : 1;
            var (steps, batch, inputs, hidden) = (random.Next(1, 6), random.Next(1, 4), random.Next(1, 6), random.Next(1, 9));
            var states = random.Next(0, 2) == 1;
            Tensor? State() => states ? random.Normal(d, batch, hidden) : null;
            Tensor?[] tensors =
            [
                random.Normal(steps, batch, inputs),
                random.Normal(d, gates * hidden, inputs),
                random.Normal(d, gates * hidden, hidden),
                random.Next(0, 2) == 1 ? random.Normal(d, 2 * gates * hidden) : null,
                random.Next(0, 2) == 1 ? full(batch, steps, ScalarType.Int32) : null,
                State(),
            ];
            if (op is "LSTM")
            {
                tensors = [.. tensors, State(), random.Next(0, 2) == 1 ? random.Normal(d, 3 * hidden) : null];
            }

            var attributes = new List<(string, object)> { ("hidden_size", hidden), ("direction", direction) };
            if (op is "GRU")
            {
                attributes.Add(("linear_before_reset", random.Next(0, 2)));
            }
            else if (op is "RNN")
            {
                attributes.Add(("activations", Enumerable.Repeat(random.OneOf("Tanh", "Relu"), d).ToArray()));
            }

            new ConformanceCase(op, random.OneOf(7, 14), tensors, NodeAttributes.Of([.. attributes]), op is "LSTM" ? 3 : 2).Check();
        }
    }
}
