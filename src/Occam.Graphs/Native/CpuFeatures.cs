using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Occam.Graphs.Native;

/// <summary>The processor as far as it decides how fast networks run.</summary>
public static class CpuFeatures
{
    private const int FeatureLeaf = 7;
    private const int Avx512VnniBit = 11; // leaf 7.0, ECX
    private const int AvxVnniBit = 4; // leaf 7.1, EAX
    private const int Avx512Bf16Bit = 5; // leaf 7.1, EAX

    /// <summary>The processor's name as the system gives it, or its architecture.</summary>
    public static string Model
    {
        get
        {
            const string Key = "model name";
            var line = OperatingSystem.IsLinux() ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) : null;
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? RuntimeInformation.ProcessArchitecture.ToString();
        }
    }

    /// <summary>The vector and integer extensions that oneDNN and ONNX Runtime choose their kernels by, those present only.</summary>
    public static IEnumerable<string> Present => All.Where(feature => feature.Supported).Select(feature => feature.Name);

    /// <summary>Whether the processor multiplies bfloat16 itself.</summary>
    public static bool HasBfloat16 => Present.Contains("AVX512_BF16");

    private static IEnumerable<(string Name, bool Supported)> All =>
    [
        ("SSE4.1", Sse41.IsSupported),
        ("AVX2", Avx2.IsSupported),
        ("FMA", Fma.IsSupported),
        ("AVX512F", Avx512F.IsSupported),
        ("AVX512BW", Avx512BW.IsSupported),
        ("AVX512_VNNI", Avx512F.IsSupported && Has(Features, Avx512VnniBit)),
        ("AVX_VNNI", Avx2.IsSupported && Has(MoreFeatures, AvxVnniBit)),
        ("AVX512_BF16", Avx512F.IsSupported && Has(MoreFeatures, Avx512Bf16Bit)),
        ("NEON", AdvSimd.IsSupported),
        ("DOTPROD", Dp.IsSupported),
    ];

    private static int Features => X86Base.CpuId(FeatureLeaf, 0).Ecx;

    private static int MoreFeatures => X86Base.CpuId(FeatureLeaf, 1).Eax;

    private static bool Has(int register, int bit) => ((register >> bit) & 1) == 1;
}
