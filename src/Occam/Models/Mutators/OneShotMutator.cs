using Occam.Datasets.Loading;
using Occam.Models.Mutables;

namespace Occam.Models.Mutators;

/// <summary>
/// Draws, changes and crosses subnets of a search space. What is drawn follows from a seed and a counter alone, so that a run that is resumed draws the same.
/// </summary>
public sealed class OneShotMutator
{
    private readonly Dictionary<string, int>[] _indices;

    /// <summary>Makes the mutator of some mutables.</summary>
    /// <param name="mutables">The mutables, in the order in which subnets are to list them.</param>
    /// <exception cref="ArgumentException">Two have one key, or members of a group have different choices.</exception>
    public OneShotMutator(IEnumerable<Mutable> mutables)
    {
        Groups = MutableGroup.Of(mutables);
        _indices = [.. Groups.Select(group => group.Choices.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal))];
    }

    /// <summary>The groups, a choice each.</summary>
    public IReadOnlyList<MutableGroup> Groups { get; }

    /// <summary>How many subnets there are.</summary>
    public double Count => Groups.Aggregate(1.0, (product, group) => product * group.Choices.Count);

    /// <summary>The subnet of every group's last choice; the largest where choices have a size.</summary>
    public Subnet Largest => Decode([.. Groups.Select(group => group.Choices.Count - 1)]);

    /// <summary>The subnet of every group's first choice; the smallest where choices have a size.</summary>
    public Subnet Smallest => Decode(new int[Groups.Count]);

    /// <summary>Draws a subnet, every choice as likely as the others.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="draw">The number of the draw, for example the step of a training run.</param>
    /// <param name="part">A further number, for draws of several parts. Default 0.</param>
    public Subnet Sample(long seed, long draw, long part = 0)
    {
        var random = new SplitMix(Mix(seed, part), draw, 0);
        return Decode([.. Groups.Select(group => random.Below(group.Choices.Count))]);
    }

    /// <summary>Replaces each choice, with a probability, by one that is drawn anew (which may be the same).</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="probability">The probability, 0 to 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="draw">The number of the draw.</param>
    public Subnet Mutate(Subnet subnet, double probability, long seed, long draw)
    {
        var random = new SplitMix(seed, draw, 1);
        var genes = Encode(subnet);
        for (var i = 0; i < genes.Length; i++)
        {
            var (change, choice) = (Unit(ref random) < probability, random.Below(Groups[i].Choices.Count));
            genes[i] = change ? choice : genes[i];
        }

        return Decode(genes);
    }

    /// <summary>Takes each choice from one of two subnets.</summary>
    /// <param name="a">A subnet.</param>
    /// <param name="b">Another one.</param>
    /// <param name="probability">The probability that a choice comes from <paramref name="b"/>, 0 to 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="draw">The number of the draw.</param>
    public Subnet Cross(Subnet a, Subnet b, double probability, long seed, long draw)
    {
        var random = new SplitMix(seed, draw, 2);
        return Decode([.. Encode(a).Zip(Encode(b)).Select(pair => Unit(ref random) < probability ? pair.Second : pair.First)]);
    }

    /// <summary>The index of the choice of each group.</summary>
    /// <exception cref="ArgumentException">The subnet is not of this space; the message names the key.</exception>
    public int[] Encode(Subnet subnet)
    {
        var genes = new int[Groups.Count];
        for (var i = 0; i < genes.Length; i++)
        {
            genes[i] = subnet[Groups[i].Key] is { } choice && _indices[i].TryGetValue(choice, out var index)
                ? index
                : throw new ArgumentException(
                    $"The subnet's choice for '{Groups[i].Key}' is {(subnet[Groups[i].Key] is { } given ? $"'{given}'" : "missing")}; allowed are {string.Join(", ", Groups[i].Choices)}.",
                    nameof(subnet));
        }

        return subnet.Choices.Count == genes.Length
            ? genes
            : throw new ArgumentException($"The subnet has a choice for '{subnet.Choices.First(pair => !Array.Exists([.. Groups], group => group.Key == pair.Key)).Key}', which the search space does not have.", nameof(subnet));
    }

    /// <summary>The subnet of an index for each group.</summary>
    public Subnet Decode(IReadOnlyList<int> genes) => new(Groups.Select((group, i) => KeyValuePair.Create(group.Key, group.Choices[genes[i]])));

    // 53 random bits, as a double has.
    private static double Unit(ref SplitMix random) => (random.Next() >> 11) * (1.0 / (1L << 53));

    private static long Mix(long seed, long part) => part == 0 ? seed : (long)new SplitMix(seed, part, 3).Next();
}
