using System.Globalization;
using System.Text;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;

namespace Occam.Models.Mutables;

/// <summary>
/// A place where candidates are mixed by architecture parameters (<see cref="WeightedChoice"/>), as a choice of one of them: what the mixture gives when all weight is on that one. The
/// candidate that gives nothing is no choice, as in the derivation of cells.
/// </summary>
/// <remarks>Places that read one row of one table share their choice: the cells of DARTS.</remarks>
public sealed class Mixture : PathMutable
{
    private readonly int[] _inputs;

    private Mixture(Node node, (string Name, int Input)[] candidates)
        : base(node, [.. candidates.Select(candidate => candidate.Name)], string.Create(CultureInfo.InvariantCulture, $"{node.Input(0).Name}.row{node.Int("row", 0)}")) =>
        _inputs = [.. candidates.Select(candidate => candidate.Input)];

    /// <inheritdoc/>
    public override int InputOf(int choice) => _inputs[choice];

    internal static new Mixture Of(Node node)
    {
        string[] names = [.. (node.Get<StringsAttribute>("candidates")?.Values ?? []).Select(name => Encoding.UTF8.GetString(name.Span))];
        if (names.Length < node.Inputs.Count - WeightedChoice.FirstCandidate)
        {
            throw GraphException.At(node, $"mixes {node.Inputs.Count - WeightedChoice.FirstCandidate} candidates, but has {names.Length} names for them.");
        }

        var candidates = names.Select((name, i) => (name, i + WeightedChoice.FirstCandidate)).Where(candidate => node.OptionalInput(candidate.Item2) is not null).ToArray();
        return candidates.Length > 0 ? new(node, candidates) : throw GraphException.At(node, "has no candidate to choose.");
    }
}
