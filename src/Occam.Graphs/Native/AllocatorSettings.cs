namespace Occam.Graphs.Native;

/// <summary>What was done to the C library's allocator.</summary>
/// <param name="Tuned">Whether large blocks stay in the heap instead of going back to the system after each use.</param>
/// <param name="HugePageBytes">The length of the address range, in bytes, that may be backed by huge pages; 0 for none. Not memory in use.</param>
public sealed record AllocatorSettings(bool Tuned, long HugePageBytes);
