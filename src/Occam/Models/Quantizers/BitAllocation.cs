namespace Occam.Models.Quantizers;

/// <summary>
/// Chooses an option for every layer so that the costs fit a budget with the least loss. From the dearest options on, the step that adds the least loss for what it saves is taken until the costs fit,
/// along the lower convex hull of each layer's options (Shoham and Gersho, "Efficient bit allocation for an arbitrary set of quantizers", 1988, section III; sums of losses measured layer by
/// layer as in ZeroQ, Cai et al., CVPR 2020). What the last step saved too much is then given back where it takes most loss away.
/// </summary>
internal static class BitAllocation
{
    /// <summary>Chooses.</summary>
    /// <param name="options">For each layer its options.</param>
    /// <param name="budget">The most that all costs together may be.</param>
    /// <returns>For each layer the place of its option; the cheapest of all where the budget is less than they need.</returns>
    public static int[] Choose(IReadOnlyList<IReadOnlyList<AllocationOption>> options, double budget)
    {
        var hulls = options.Select(Hull).ToArray();
        var chosen = hulls.Select(hull => hull[0]).ToArray();
        var steps = hulls.SelectMany((hull, layer) => Enumerable.Range(1, hull.Length - 1).Select(i => (Layer: layer, To: hull[i], Price: Price(options[layer][hull[i - 1]], options[layer][hull[i]]))))
            .OrderBy(step => step.Price);
        var total = chosen.Select((option, layer) => options[layer][option].Cost).Sum();
        foreach (var (layer, to, _) in steps)
        {
            if (total <= budget)
            {
                break;
            }

            total -= options[layer][chosen[layer]].Cost - options[layer][to].Cost;
            chosen[layer] = to;
        }

        GiveBack(options, chosen, budget - total);
        return chosen;
    }

    private static void GiveBack(IReadOnlyList<IReadOnlyList<AllocationOption>> options, int[] chosen, double left)
    {
        while (Best() is { Gain: > 0 } best)
        {
            left -= options[best.Layer][best.To].Cost - options[best.Layer][chosen[best.Layer]].Cost;
            chosen[best.Layer] = best.To;
        }

        (int Layer, int To, double Gain) Best() => options
            .SelectMany((list, layer) => list.Select((option, to) => (Layer: layer, To: to, Gain: list[chosen[layer]].Loss - option.Loss, More: option.Cost - list[chosen[layer]].Cost)))
            .Where(step => step.More <= left)
            .Select(step => (step.Layer, step.To, step.Gain))
            .OrderByDescending(step => step.Gain)
            .FirstOrDefault();
    }

    // Places of the options on the lower convex hull of loss over cost, from the dearest to the cheapest; options that are dearer and worse than another are not on it.
    private static int[] Hull(IReadOnlyList<AllocationOption> options)
    {
        var hull = new List<int>();
        foreach (var next in Enumerable.Range(0, options.Count).OrderByDescending(i => options[i].Cost).ThenByDescending(i => options[i].Loss))
        {
            while (hull.Count > 0 && options[hull[^1]].Loss >= options[next].Loss)
            {
                hull.RemoveAt(hull.Count - 1);
            }

            while (hull.Count > 1 && Price(options[hull[^2]], options[hull[^1]]) >= Price(options[hull[^1]], options[next]))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            hull.Add(next);
        }

        return [.. hull];
    }

    private static double Price(AllocationOption from, AllocationOption to) => (to.Loss - from.Loss) / (from.Cost - to.Cost);
}
