using Occam.Graphs.Channels;
using TorchSharp.Modules;

namespace Occam.Graphs.Ops;

/// <summary>
/// x * Phi(x), Phi the normal distribution (Hendrycks and Gimpel 2016); with <c>approximate</c> "tanh"
/// x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))).
/// </summary>
public sealed class Gelu : Operator
{
    /// <inheritdoc/>
    public override string Name => "Gelu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => node.String("approximate", "none") switch
    {
        "none" => Kernels.Unary(static x => x.gelu()),
        "tanh" => Kernels.Unary(static x => x.gelu(GELU.Approximate.tanh)),
        var other => throw GraphException.At(node, $"attribute 'approximate' has to be none or tanh, but is {other}."),
    };
}
