using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Long short-term memory over [S, N, I], with ONNX's gate order i, o, f, c and optional peepholes; initial states, both directions and
/// both layouts. clip, input_forget, other activations and ragged sequences are not supported.
/// </summary>
public sealed class Lstm : Operator
{
    /// <inheritdoc/>
    public override string Name => "LSTM";

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
        attributes.RequireActivations(node, "sigmoid", "tanh", "tanh");
        return node.Int("input_forget", 0) == 0
            ? RecurrentRun.Kernel(node, attributes, 2, Compute)
            : throw GraphException.At(node, "input_forget is not supported.");
    }

    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes) => RecurrentCost.Macs(node, shapes);

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing) => RecurrentAttributes.NarrowHidden(node, narrowing);

    private static (Tensor Sequence, Tensor[] States) Compute(RecurrentDirection direction) =>
        direction.Peephole is { } peephole ? Peeping(direction, peephole) : FusedLstm.Compute(direction);

    private static (Tensor Sequence, Tensor[] States) Peeping(RecurrentDirection direction, Tensor peephole)
    {
        var size = direction.Hidden;
        var (h, c) = (direction.States[0], direction.States[1]);
        var bias = direction.Bias is null ? null : direction.InputBias! + direction.RecurrenceBias!;
        var inputs = nn.functional.linear(direction.Sequence, direction.Weight, bias).unbind(0);
        var recurrence = direction.Recurrence.t();
        var steps = new Tensor[inputs.Length];
        for (var t = 0; t < steps.Length; t++)
        {
            (h, c) = Step(inputs[t].addmm(h, recurrence), c, peephole, size);
            steps[t] = h;
        }

        return (stack(steps), [h, c]);
    }

    // The input and forget gates see the old cell, the output gate the new one.
    private static (Tensor H, Tensor C) Step(Tensor gates, Tensor c, Tensor peephole, long size)
    {
        Tensor Gate(long index) => gates.narrow(1, index * size, size);
        Tensor Weight(long index) => peephole.narrow(0, index * size, size);
        var input = (Gate(0) + (Weight(0) * c)).sigmoid();
        var forget = (Gate(2) + (Weight(2) * c)).sigmoid();
        c = (forget * c) + (input * Gate(3).tanh());
        var output = (Gate(1) + (Weight(1) * c)).sigmoid();
        return (output * c.tanh(), c);
    }
}
