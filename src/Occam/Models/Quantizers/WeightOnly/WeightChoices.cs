namespace Occam.Models.Quantizers.WeightOnly;

/// <summary>How a weight can be stored.</summary>
/// <param name="Names">The layers that read it.</param>
/// <param name="Bits">The bits of each option, from the most to the fewest; 32 for float.</param>
/// <param name="Options">Bytes and loss of each.</param>
internal sealed record WeightChoices(IReadOnlyList<string> Names, IReadOnlyList<int> Bits, IReadOnlyList<AllocationOption> Options);
