using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Gated recurrent unit over [S, N, I], with ONNX's gate order z, r, h; the reset gate is applied before the recurrence product, or after
/// it with <c>linear_before_reset</c>. clip, other activations and ragged sequences are not supported.
/// </summary>
public sealed class Gru : Operator
{
    /// <inheritdoc/>
    public override string Name => "GRU";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Recurrent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2, 3];

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [4];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var attributes = RecurrentAttributes.Read(node);
        attributes.RequireActivations(node, "sigmoid", "tanh");
        var linearFirst = node.Int("linear_before_reset", 0) != 0;
        return RecurrentRun.Kernel(node, attributes, 1, direction => linearFirst ? ResetAfter(direction) : ResetBefore(direction));
    }

    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes) => RecurrentCost.Macs(node, shapes);

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing) => RecurrentAttributes.NarrowHidden(node, narrowing);

    // h' = tanh(x W_h + r (h R_h + b_Rh) + b_Wh), as PyTorch has it.
    private static (Tensor Sequence, Tensor[] States) ResetAfter(RecurrentDirection direction)
    {
        var (size, h) = (direction.Hidden, direction.States[0]);
        var inputs = nn.functional.linear(direction.Sequence, direction.Weight, direction.InputBias).unbind(0);
        var bias = direction.RecurrenceBias;
        var steps = new Tensor[inputs.Length];
        for (var t = 0; t < steps.Length; t++)
        {
            var past = nn.functional.linear(h, direction.Recurrence, bias);
            var gates = (inputs[t].narrow(1, 0, 2 * size) + past.narrow(1, 0, 2 * size)).sigmoid();
            var reset = gates.narrow(1, size, size) * past.narrow(1, 2 * size, size);
            h = Blend((inputs[t].narrow(1, 2 * size, size) + reset).tanh(), h, gates.narrow(1, 0, size));
            steps[t] = h;
        }

        return (stack(steps), [h]);
    }

    // h' = tanh(x W_h + (r h) R_h + b_Rh + b_Wh).
    private static (Tensor Sequence, Tensor[] States) ResetBefore(RecurrentDirection direction)
    {
        var (size, h) = (direction.Hidden, direction.States[0]);
        var bias = direction.Bias is null ? null : direction.InputBias! + direction.RecurrenceBias!;
        var inputs = nn.functional.linear(direction.Sequence, direction.Weight, bias).unbind(0);
        var gateWeights = direction.Recurrence.narrow(0, 0, 2 * size).t();
        var hiddenWeights = direction.Recurrence.narrow(0, 2 * size, size).t();
        var steps = new Tensor[inputs.Length];
        for (var t = 0; t < steps.Length; t++)
        {
            var gates = inputs[t].narrow(1, 0, 2 * size).addmm(h, gateWeights).sigmoid();
            var hidden = inputs[t].narrow(1, 2 * size, size).addmm(gates.narrow(1, size, size) * h, hiddenWeights);
            h = Blend(hidden.tanh(), h, gates.narrow(1, 0, size));
            steps[t] = h;
        }

        return (stack(steps), [h]);
    }

    // (1 - z) h' + z h.
    private static Tensor Blend(Tensor hidden, Tensor h, Tensor update) => hidden.lerp(h, update);
}
