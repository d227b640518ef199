using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The upper (default) or lower triangle of matrices, from diagonal <c>k</c> (default 0) on; zeros elsewhere.</summary>
public sealed class Trilu : Operator
{
    /// <inheritdoc/>
    public override string Name => "Trilu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var upper = node.Int("upper", 1) != 0;
        return (inputs, _) =>
        {
            var k = inputs.Length > 1 && inputs[1] is { } diagonal ? diagonal.ToLong() : 0;
            return [upper ? inputs[0]!.triu(k) : inputs[0]!.tril(k)];
        };
    }
}
