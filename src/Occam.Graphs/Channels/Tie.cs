namespace Occam.Graphs.Channels;

/// <summary>
/// Sets of ids of which none can leave as a whole without the others: what stands at one position of a batch axis (an attention head)
/// in the operands and in the result of a product.
/// </summary>
/// <param name="Sets">The sets. An empty one means a position that cannot leave.</param>
/// <param name="Reason">Why a set beside an empty one has to stay.</param>
internal sealed record Tie(IReadOnlyList<HashSet<long>> Sets, string Reason);
