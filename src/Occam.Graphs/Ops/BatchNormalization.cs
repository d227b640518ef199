using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Normalises each channel (axis 1) by its running mean and variance, or in training by the batch's, and updates the running
/// statistics in place: running = momentum * running + (1 - momentum) * batch, with the unbiased batch variance as in PyTorch.
/// </summary>
public sealed class BatchNormalization : Operator
{
    /// <inheritdoc/>
    public override string Name => "BatchNormalization";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.ChannelParameters;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2];

    /// <inheritdoc/>
    internal override bool ReadsOutputInBackward => false;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var epsilon = (double)node.Float("epsilon", 1e-5f);
        var momentum = 1 - (double)node.Float("momentum", 0.9f); // PyTorch's momentum weighs the new value
        return (inputs, context) =>
            [nn.functional.batch_norm(inputs[0]!, inputs[3]!, inputs[4]!, inputs[1], inputs[2], context.Training, momentum, epsilon)];
    }

    /// <summary>One element of each channel is normalised: the others have the same sizes.</summary>
    internal override Kernel BindShapes(Node node)
    {
        var kernel = Bind(node);
        return (inputs, context) =>
        {
            var first = inputs[0]!;
            for (var axis = 0; axis < first.dim(); axis++)
            {
                first = axis == 1 || first.size(axis) == 0 ? first : first.narrow(axis, 0, 1);
            }

            return [kernel([first, .. inputs[1..]], context)[0].expand(inputs[0]!.shape)];
        };
    }
}
