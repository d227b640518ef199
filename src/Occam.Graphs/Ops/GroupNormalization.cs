using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Normalises groups of channels (axis 1) of each instance, then scale * x + bias (Wu and He 2018): one of each a group
/// before version 21, one a channel from then on.
/// </summary>
public sealed class GroupNormalization : Operator
{
    private const long PerChannelSince = 21;

    /// <inheritdoc/>
    public override string Name => "GroupNormalization";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.GroupNormalisation;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var epsilon = (double)node.Float("epsilon", 1e-5f);
        var groups = node.Get<IntAttribute>("num_groups")?.Value ?? throw GraphException.At(node, "attribute 'num_groups' is missing.");
        var perChannel = node.OpsetVersion >= PerChannelSince;
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var repeats = perChannel ? 1 : x.size(1) / groups;
            return [nn.functional.group_norm(x, groups, Spread(inputs[1]!, repeats), Spread(inputs[2]!, repeats), epsilon)];
        };
    }

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing)
    {
        var (input, groups) = (node.Input(0), node.Int("num_groups", 1));
        var channels = narrowing.OldSizes(input)[1];
        if (GroupNormalisationRule.LosesGroups(channels, groups))
        {
            node.Graph.SetAttribute(node, "num_groups", new IntAttribute(narrowing.NewSizes(input)[1] / (channels / groups)));
        }
    }

    private static Tensor Spread(Tensor parameter, long repeats) => repeats == 1 ? parameter : parameter.repeat_interleave(repeats, 0);
}
