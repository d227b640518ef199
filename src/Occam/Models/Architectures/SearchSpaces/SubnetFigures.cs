using System.Runtime.InteropServices;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>What a subnet costs.</summary>
/// <param name="Macs">Multiply-accumulates of one example.</param>
/// <param name="Parameters">Trained numbers.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SubnetFigures(long Macs, long Parameters);
