namespace Occam.Graphs.Channels;

/// <summary>The smallest thing that can leave a network: one channel with everything tied to it (in a residual network, a channel of every layer of a stage).</summary>
/// <param name="Index">Its number in its unit.</param>
/// <param name="Cuts">Every place where it appears, constants and activations.</param>
public sealed record Channel(int Index, IReadOnlyList<Cut> Cuts)
{
    /// <summary>The cuts of constants.</summary>
    public IEnumerable<Cut> Weights => Cuts.Where(cut => cut.Value.IsConstant);
}
