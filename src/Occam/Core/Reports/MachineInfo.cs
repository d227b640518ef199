using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Occam.Core.Reports;

/// <summary>The machine and the runtime that figures were measured on. Holds no names and no paths.</summary>
public sealed record MachineInfo
{
    /// <summary>The processor's model as it states it, or its architecture where it does not.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores that this process may use.</summary>
    public required int UsableCores { get; init; }

    /// <summary>The vector instruction sets that .NET sees, widest last.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Memory that this process may use, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The operating system and its version.</summary>
    public required string System { get; init; }

    /// <summary>The .NET runtime's version.</summary>
    public required string Runtime { get; init; }

    /// <summary>Looks at this machine.</summary>
    public static MachineInfo Read() => new()
    {
        Processor = ProcessorModel() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        UsableCores = Environment.ProcessorCount,
        Features = [.. FeatureNames()],
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        System = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
    };

    private static string? ProcessorModel()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        }

        const string Path = "/proc/cpuinfo";
        var line = File.Exists(Path) ? File.ReadLines(Path).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim();
    }

    private static IEnumerable<string> FeatureNames()
    {
        (string Name, bool Supported)[] features =
        [
            ("SSE4.1", Sse41.IsSupported),
            ("AVX", Avx.IsSupported),
            ("AVX2", Avx2.IsSupported),
            ("FMA", Fma.IsSupported),
            ("AVX-VNNI", AvxVnni.IsSupported),
            ("AVX-512F", Avx512F.IsSupported),
            ("AVX-512BW", Avx512BW.IsSupported),
            ("AVX-512VBMI", Avx512Vbmi.IsSupported),
            ("NEON", AdvSimd.IsSupported),
            ("DotProd", Dp.IsSupported),
        ];
        return features.Where(feature => feature.Supported).Select(feature => feature.Name);
    }
}
