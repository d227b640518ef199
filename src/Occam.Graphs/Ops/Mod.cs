using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>
/// The remainder of a / b with NumPy broadcasting. It has the sign of b, for integers only; with <c>fmod</c> 1 it has the
/// sign of a, as in C.
/// </summary>
public sealed class Mod : Operator
{
    /// <inheritdoc/>
    public override string Name => "Mod";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        if (node.Int("fmod", 0) != 0)
        {
            return Kernels.Binary(static (a, b) => a.fmod(b));
        }

        return Kernels.Binary((a, b) => a.is_floating_point()
            ? throw GraphException.At(node, $"the remainder of floating-point numbers ({a.dtype}) needs attribute fmod 1.")
            : a.remainder(b));
    }
}
