using Occam.Datasets.Loading;

namespace Occam.Models.Losses;

/// <summary>Draws, uniformly, the samples that a sample is told from: those of other classes where classes are known, otherwise all but itself.</summary>
internal sealed class OtherSamples
{
    private readonly int _samples;
    private readonly IReadOnlyList<int>? _labels;

    // All samples class by class, and where each class begins and ends there.
    private readonly int[] _ordered = [];
    private readonly Dictionary<int, (int Start, int Count)> _classes = [];

    /// <summary>Sorts the samples by class.</summary>
    /// <param name="samples">How many there are, at least 2.</param>
    /// <param name="labels">The class of each, or null. One class alone counts as null; so does, for itself, a sample without a label.</param>
    public OtherSamples(int samples, IReadOnlyList<int>? labels)
    {
        _samples = samples;
        if (labels is null)
        {
            return;
        }

        _ordered = [.. Enumerable.Range(0, samples).OrderBy(sample => labels[sample])];
        foreach (var group in _ordered.Index().GroupBy(entry => labels[entry.Item]))
        {
            _classes.Add(group.Key, (group.First().Index, group.Count()));
        }

        _labels = _classes.Count > 1 ? labels : null;
    }

    /// <summary>Draws another sample.</summary>
    public int Draw(int own, ref SplitMix random)
    {
        if (_labels is { } labels && labels[own] >= 0)
        {
            var (start, count) = _classes[labels[own]];
            var place = random.Below(_samples - count);
            return _ordered[place < start ? place : place + count];
        }

        var other = random.Below(_samples - 1);
        return other < own ? other : other + 1;
    }
}
