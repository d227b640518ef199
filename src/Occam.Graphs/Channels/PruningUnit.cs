namespace Occam.Graphs.Channels;

/// <summary>Channels that appear in the same places, so that any number of them can leave.</summary>
public sealed class PruningUnit
{
    internal PruningUnit(string name, IReadOnlyList<Channel> channels, IReadOnlyList<Node> producers, string? whyNotZeroEquivalent)
    {
        Name = name;
        Channels = channels;
        Producers = producers;
        WhyNotZeroEquivalent = whyNotZeroEquivalent;
        (Kind, Positions) = UnitKinds.Of(producers, channels[0].Cuts);
    }

    /// <summary>The unit's name: that of the first node whose output channels it holds.</summary>
    public string Name { get; }

    /// <summary>The channels.</summary>
    public IReadOnlyList<Channel> Channels { get; }

    /// <summary>The weighted nodes whose output channels are tied here.</summary>
    public IReadOnlyList<Node> Producers { get; }

    /// <summary>What one channel is.</summary>
    public UnitKind Kind { get; }

    /// <summary>How many positions of its maker's output one channel takes, at least 1.</summary>
    public int Positions { get; }

    /// <summary>The nodes that get narrower: those that make a value which is cut, and those that read a constant which is.</summary>
    public IEnumerable<Node> Nodes => Channels[0].Cuts.SelectMany(cut => cut.Value.Producer is { } maker ? [maker] : cut.Value.Uses.Select(use => use.Node)).Distinct();

    /// <summary>Whether removing channels is the same as zeroing them, so that the oracle can prove a prune.</summary>
    public bool IsZeroEquivalent => WhyNotZeroEquivalent is null;

    /// <summary>Why removing channels is not the same as zeroing them, for example "LayerNorm takes statistics over it"; null where it is.</summary>
    public string? WhyNotZeroEquivalent { get; }

    /// <summary>The name and the number of channels.</summary>
    public override string ToString() => $"{Name} ({Channels.Count} channels)";
}
