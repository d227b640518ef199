namespace Occam.Graphs.Channels;

/// <summary>A value, or an axis of a constant, in which channels occur.</summary>
/// <param name="value">The value.</param>
/// <param name="ids">Its channel ids.</param>
internal sealed class Place(Value value, IdTensor ids)
{
    private readonly Dictionary<int, string> _notZeroEquivalent = [];

    /// <summary>The value.</summary>
    public Value Value { get; } = value;

    /// <summary>The channel ids of its elements.</summary>
    public IdTensor Ids { get; } = ids;

    /// <summary>Why removing positions along an axis is not the same as zeroing them, or null where it is.</summary>
    public string? WhyNotZeroEquivalent(int axis) => _notZeroEquivalent.GetValueOrDefault(axis);

    /// <summary>Notes that statistics are taken over an axis.</summary>
    public void MarkNotZeroEquivalent(int axis, string reason) => _notZeroEquivalent.TryAdd(axis, reason);
}
