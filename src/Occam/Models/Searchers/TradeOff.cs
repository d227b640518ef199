namespace Occam.Models.Searchers;

/// <summary>The trade-off between score and cost among subnets that were seen.</summary>
internal static class TradeOff
{
    /// <summary>The measured subnets that no other one beats in both score and a figure, by rising figure.</summary>
    /// <param name="history">The subnets.</param>
    /// <param name="figure">The index of the figure that is meant; lower is better.</param>
    public static IReadOnlyList<ScoredSubnet> Front(IEnumerable<ScoredSubnet> history, int figure)
    {
        var front = new List<ScoredSubnet>();
        foreach (var seen in history.Where(seen => seen.IsMeasured).OrderBy(seen => seen.Figures[figure]).ThenByDescending(seen => seen.Score))
        {
            if (front.Count == 0 || seen.Score > front[^1].Score)
            {
                front.Add(seen);
            }
        }

        return front;
    }
}
