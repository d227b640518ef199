using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Writes rows into a matrix: over what is there, or combined with it by add, mul, max or min.</summary>
internal static class ScatterReduction
{
    /// <summary>Reads the attribute <c>reduction</c>.</summary>
    /// <exception cref="GraphException">It is unknown.</exception>
    public static string Read(Node node)
    {
        var reduction = node.String("reduction", "none");
        return reduction is "none" or "add" or "mul" or "max" or "min"
            ? reduction
            : throw GraphException.At(node, $"reduction '{reduction}' is not one of none, add, mul, max, min.");
    }

    /// <summary>Writes <paramref name="updates"/> [M, R] to the rows <paramref name="positions"/> [M] of <paramref name="data"/> [P, R].</summary>
    /// <returns>A new matrix [P, R]; gradients flow to data and updates.</returns>
    public static Tensor Apply(Tensor data, Tensor positions, Tensor updates, string reduction)
    {
        var index = positions.unsqueeze(1).expand(updates.shape);
        return reduction switch
        {
            "none" => data.scatter(0, index, updates),
            "add" => data.scatter_add(0, index, updates),
            _ => InRounds(data, positions, updates, reduction),
        };
    }

    // PyTorch's scatter_reduce is not in TorchSharp. Each round combines at most one update with a row, so that none is lost.
    private static Tensor InRounds(Tensor data, Tensor positions, Tensor updates, string reduction)
    {
        var seen = new Dictionary<long, int>();
        var rounds = new List<List<long>>();
        foreach (var (update, position) in positions.ToLongs().Index())
        {
            var round = seen[position] = seen.GetValueOrDefault(position, -1) + 1;
            if (round == rounds.Count)
            {
                rounds.Add([]);
            }

            rounds[round].Add(update);
        }

        foreach (var round in rounds)
        {
            var chosen = tensor(round.ToArray(), ScalarType.Int64, positions.device);
            var rows = positions.index_select(0, chosen);
            var (old, added) = (data.index_select(0, rows), updates.index_select(0, chosen));
            var combined = reduction switch
            {
                "mul" => old * added,
                "max" => maximum(old, added),
                _ => minimum(old, added),
            };
            data = data.index_copy(0, rows, combined);
        }

        return data.alias();
    }
}
