using System.Runtime.InteropServices;

namespace Occam.Models.Quantizers;

/// <summary>One of the ways in which a layer can be stored.</summary>
/// <param name="Cost">What it takes, for example bytes.</param>
/// <param name="Loss">What it loses, at least 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AllocationOption(double Cost, double Loss);
