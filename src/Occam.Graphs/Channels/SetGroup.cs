namespace Occam.Graphs.Channels;

/// <summary>Sets of ids that leave the same places.</summary>
/// <param name="Places">The numbers of places that are alike, and the axis along which the sets leave them; -1 where they would be empty.</param>
internal sealed record SetGroup((int Alike, int Axis)[] Places)
{
    /// <summary>The sets.</summary>
    public List<int[]> Sets { get; } = [];

    /// <summary>For each set its positions at all places, one list behind the other, and where each list starts; null where each has one.</summary>
    public List<(int[] Positions, int[]? Starts)> Positions { get; } = [];

    /// <summary>The places one by one, in the order of their numbers.</summary>
    public CutLayout Layout(PlaceIndex index) => new([.. Places
        .SelectMany((pair, list) => index.Alike[pair.Alike].Numbers.Select(number => (Number: number, pair.Axis, List: list)))
        .OrderBy(cut => cut.Number)
        .Select(cut => (index.Places[cut.Number].Value, index.Places[cut.Number].Ids.Axes[cut.Axis], cut.List))]);

    /// <summary>Why removing the sets is not the same as zeroing them; null where it is.</summary>
    public string? WhyNotZeroEquivalent(PlaceIndex index) => Places
        .SelectMany(pair => index.Alike[pair.Alike].Numbers.Select(number => (Number: number, pair.Axis)))
        .OrderBy(cut => cut.Number)
        .Select(cut => index.Places[cut.Number].WhyNotZeroEquivalent(index.Places[cut.Number].Ids.Axes[cut.Axis]))
        .FirstOrDefault(reason => reason is not null);
}
