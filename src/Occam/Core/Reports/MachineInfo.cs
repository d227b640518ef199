using System.Runtime.InteropServices;
using Occam.Graphs.Native;

namespace Occam.Core.Reports;

/// <summary>The machine and the runtime that figures were measured on. Holds no names and no paths.</summary>
public sealed record MachineInfo
{
    /// <summary>The processor's model as the system gives it, or its architecture where it gives none.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores that this process may use.</summary>
    public required int UsableCores { get; init; }

    /// <summary>The vector and integer extensions that are present.</summary>
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
        Processor = CpuFeatures.Model,
        UsableCores = Environment.ProcessorCount,
        Features = [.. CpuFeatures.Present],
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        System = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
    };
}
