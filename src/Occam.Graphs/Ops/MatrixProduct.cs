using Occam.Graphs.Native;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// The matrix product of NumPy and PyTorch, checked before it is called: TorchSharp 0.107 does not catch what its native <c>matmul</c> throws
/// (alone among the functions that kernels use), so operands that do not fit would end the process.
/// </summary>
internal static class MatrixProduct
{
    /// <summary>
    /// a b over the last two axes, the others broadcast; a vector is a row on the left and a column on the right. In bfloat16 where <see cref="Autocast"/> lives:
    /// then the operands may be of two types, for example attention's weights, which a softmax left in bfloat16, and values that a bias made float32.
    /// </summary>
    /// <exception cref="InvalidOperationException">The operands do not fit, or the result would be too large.</exception>
    public static Tensor Of(Tensor a, Tensor b)
    {
        var (m, n) = ((int)a.dim(), (int)b.dim());
        if (m == 0 || n == 0 || a.dtype == ScalarType.Bool || (a.dtype != b.dtype && !(IsCast(a) && IsCast(b) && Autocast.IsOn)))
        {
            throw new InvalidOperationException("a product takes two tensors of one numeric type with at least one axis each.");
        }

        var (inner, rows) = (a.size(m - 1), b.size(n == 1 ? 0 : n - 2));
        if (inner != rows)
        {
            throw new InvalidOperationException($"{inner} columns on the left meet {rows} rows on the right.");
        }

        var elements = (m == 1 ? 1.0 : a.size(m - 2)) * (n == 1 ? 1.0 : b.size(n - 1));
        for (var i = 3; i <= Math.Max(m, n); i++)
        {
            var (left, right) = (i <= m ? a.size(m - i) : 1, i <= n ? b.size(n - i) : 1);
            if (left != right && left != 1 && right != 1)
            {
                throw new InvalidOperationException($"batch axes of {left} and {right} do not broadcast.");
            }

            elements *= Math.Max(left, right);
        }

        if (elements > OutputLimit.MaximumElements)
        {
            throw new InvalidOperationException($"the result would have {elements:G3} elements; at most {OutputLimit.MaximumElements:N0} are computed.");
        }

#pragma warning disable RS0030 // checked above
        return a.matmul(b);
#pragma warning restore RS0030
    }
    private static bool IsCast(Tensor tensor) => tensor.dtype is ScalarType.Float32 or ScalarType.BFloat16;
}
