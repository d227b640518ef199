namespace Occam.Graphs.Channels;

/// <summary>
/// What becomes of the constants that removed channels emit: a channel whose weights are zero still gives its bias, or BatchNorm's shift, through the activations behind it.
/// Where what a layer makes of them is the same at every position, it is added to the layer's bias, and the narrower network computes what the wide one does with the
/// channels' inputs cut off; see <see cref="ConstantCompensation"/>.
/// </summary>
public sealed class Compensation
{
    private readonly IReadOnlyList<BiasFold> _folds;
    private readonly HashSet<Channel> _emitting;

    internal Compensation(IReadOnlyList<CompensatedReader> readers, IReadOnlyList<BiasFold> folds, HashSet<Channel> emitting)
    {
        (Readers, _folds, _emitting) = (readers, folds, emitting);
    }

    /// <summary>Nothing is compensated.</summary>
    public static Compensation None { get; } = new([], [], []);

    /// <summary>The layers that read constants of removed channels, in the network's order; a layer may stand here twice, with what is kept and with what is not.</summary>
    public IReadOnlyList<CompensatedReader> Readers { get; }

    /// <summary>How many constants are kept in a bias, counted once for each layer that reads them.</summary>
    public int Kept => Readers.Where(reader => reader.WhyNot is null).Sum(reader => reader.Channels);

    /// <summary>How many constants are lost, counted once for each layer that reads them.</summary>
    public int Lost => Readers.Where(reader => reader.WhyNot is not null).Sum(reader => reader.Channels);

    /// <summary>Whether a channel is zeroed in what it is made from alone, so that it goes on emitting its constant.</summary>
    internal bool Emits(Channel channel) => _emitting.Contains(channel);

    /// <summary>The positions of a weight's axis whose constants go on being read.</summary>
    internal IEnumerable<long> Read(Value weight, int axis) =>
        _folds.Where(fold => fold.WeightAxis == axis && string.Equals(fold.Weight, weight.Name, StringComparison.Ordinal)).SelectMany(fold => fold.Positions);

    /// <summary>Changes the biases of a graph from which channels have left.</summary>
    internal void Apply(Graph graph, Narrowing narrowing)
    {
        foreach (var fold in _folds)
        {
            fold.Apply(graph, narrowing);
        }
    }
}
