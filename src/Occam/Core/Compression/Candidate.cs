namespace Occam.Core.Compression;

/// <summary>A model file that is to be measured.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Path">The file.</param>
/// <param name="Macs">Its operations for one image.</param>
/// <param name="Parameters">Its trained numbers.</param>
/// <param name="IntegerMacs">Those of its operations that run on 8-bit integers.</param>
internal sealed record Candidate(string Name, string Path, long Macs, long Parameters, long IntegerMacs);
