using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>The exponents of a p-norm, (sum |x|^p)^(1/p).</summary>
internal static class LpNorm
{
    /// <summary>p and 1/p of the attribute <c>p</c>, default 2.</summary>
    /// <exception cref="GraphException">p is not positive.</exception>
    public static (Scalar Power, Scalar Root) Exponents(Node node)
    {
        var p = node.Int("p", 2);
        return p > 0 ? (p, 1.0 / p) : throw GraphException.At(node, $"p is {p}; a positive number is wanted.");
    }
}
