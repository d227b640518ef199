using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Simple recurrence over [S, N, I]: h = f(x W + h R + b), f being tanh (default) or relu. clip, other activations and ragged sequences
/// are not supported.
/// </summary>
public sealed class Rnn : Operator
{
    /// <inheritdoc/>
    public override string Name => "RNN";

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
        var rectified = attributes.Activations is ["relu", ..];
        attributes.RequireActivations(node, rectified ? "relu" : "tanh");
        return RecurrentRun.Kernel(node, attributes, 1, direction => Compute(direction, rectified));
    }

    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes) => RecurrentCost.Macs(node, shapes);

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing) => RecurrentAttributes.NarrowHidden(node, narrowing);

    private static (Tensor Sequence, Tensor[] States) Compute(RecurrentDirection direction, bool rectified)
    {
        var h = direction.States[0];
        var bias = direction.Bias is null ? null : direction.InputBias! + direction.RecurrenceBias!;
        var inputs = nn.functional.linear(direction.Sequence, direction.Weight, bias).unbind(0);
        var recurrence = direction.Recurrence.t();
        var steps = new Tensor[inputs.Length];
        for (var t = 0; t < steps.Length; t++)
        {
            var sum = inputs[t].addmm(h, recurrence);
            h = rectified ? sum.relu() : sum.tanh();
            steps[t] = h;
        }

        return (stack(steps), [h]);
    }
}
