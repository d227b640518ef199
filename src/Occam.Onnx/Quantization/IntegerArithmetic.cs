using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Occam.Onnx.Quantization;

/// <summary>How this machine's processor multiplies 8-bit integers.</summary>
public static class IntegerArithmetic
{
    private const int ExtendedFeatures = 7;
    private const int Avx512Vnni = 1 << 11;
    private const int AvxVnni = 1 << 4;

    /// <summary>
    /// Whether it has dot products of 8-bit integers with 32-bit sums (AVX-512 VNNI, AVX-VNNI, Arm's dot product). Without them x86
    /// processors add pairs of products in 16 bits, which saturates for weights of 8 bits: results differ from machine to machine, and
    /// weights of 7 bits are the remedy.
    /// </summary>
    public static bool HasDotProduct { get; } = X86Base.IsSupported ? HasVnni() : Dp.IsSupported;

    private static bool HasVnni()
    {
        if (X86Base.CpuId(0, 0).Eax < ExtendedFeatures)
        {
            return false;
        }

        var features = X86Base.CpuId(ExtendedFeatures, 0);
        return (features.Ecx & Avx512Vnni) != 0 || (features.Eax >= 1 && (X86Base.CpuId(ExtendedFeatures, 1).Eax & AvxVnni) != 0);
    }
}
