namespace Occam.Graphs.Native;

/// <summary>A symbol of an ELF file.</summary>
/// <param name="Address">Its address before relocation, in bytes from the library's base.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record ElfSymbol(ulong Address, ulong Size);
