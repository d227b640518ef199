using Occam.Datasets.Loading;

namespace Occam.Models.Predictors;

/// <summary>A tree that splits rows where the squared error to each side's mean falls most (Breiman et al. 1984), half way between two neighbouring numbers.</summary>
internal sealed class RegressionTree
{
    private readonly List<RegressionTreeNode> _nodes = [];

    /// <summary>Grows a tree.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="y">Their values.</param>
    /// <param name="rows">Which rows to use; may name a row twice. Reordered.</param>
    /// <param name="options">The size of leaves, and of the share of features.</param>
    /// <param name="random">Draws the features of each split.</param>
    public RegressionTree(double[][] x, double[] y, int[] rows, RandomForestOptions options, SplitMix random)
    {
        var wanted = Math.Max(1, (int)Math.Round(options.FeatureShare * x[0].Length));
        var open = new Stack<(int Node, int From, int To)>();
        _nodes.Add(default);
        open.Push((0, 0, rows.Length));
        while (open.TryPop(out var part))
        {
            var span = rows.AsSpan(part.From, part.To - part.From);
            if (FindSplit(x, y, span, wanted, options.LeafRows, ref random) is not { } split)
            {
                _nodes[part.Node] = new(-1, Mean(y, span), 0);
                continue;
            }

            Array.Sort(rows, part.From, span.Length, Comparer<int>.Create((a, b) => (x[a][split.Feature], a).CompareTo((x[b][split.Feature], b))));
            var middle = part.From + split.Below;
            _nodes[part.Node] = new(split.Feature, split.Threshold, _nodes.Count);
            open.Push((_nodes.Count, part.From, middle));
            open.Push((_nodes.Count + 1, middle, part.To));
            _nodes.Add(default);
            _nodes.Add(default);
        }
    }

    /// <summary>The mean of the leaf that a row falls into.</summary>
    public double Predict(double[] row)
    {
        var node = _nodes[0];
        while (node.Feature >= 0)
        {
            node = _nodes[node.Below + (row[node.Feature] <= node.Number ? 0 : 1)];
        }

        return node.Number;
    }

    // Features are tried in random order; those that do not vary here do not count as tried, as long as others are left.
    private static (int Feature, double Threshold, int Below)? FindSplit(double[][] x, double[] y, ReadOnlySpan<int> rows, int wanted, int leaf, ref SplitMix random)
    {
        (int Feature, double Threshold, int Below)? best = null;
        var (bestGain, tried) = (1e-12 * (1 + SumOfSquares(y, rows)), 0);
        var features = Enumerable.Range(0, x[0].Length).ToArray();
        for (var i = 0; i < features.Length && tried < wanted; i++)
        {
            var other = i + random.Below(features.Length - i);
            (features[i], features[other]) = (features[other], features[i]);
            var feature = features[i];
            var sorted = rows.ToArray();
            Array.Sort(sorted, (a, b) => (x[a][feature], a).CompareTo((x[b][feature], b)));
            if (x[sorted[0]][feature] == x[sorted[^1]][feature])
            {
                continue;
            }

            tried++;
            var (left, all) = (0.0, sorted.Sum(row => y[row]));
            for (var below = 1; below < sorted.Length; below++)
            {
                left += y[sorted[below - 1]];
                var (low, high) = (x[sorted[below - 1]][feature], x[sorted[below]][feature]);
                var above = sorted.Length - below;
                var gain = (left * left / below) + ((all - left) * (all - left) / above) - (all * all / sorted.Length);
                if (low < high && below >= leaf && above >= leaf && gain > bestGain)
                {
                    (best, bestGain) = ((feature, low + ((high - low) / 2), below), gain);
                }
            }
        }

        return best;
    }

    private static double Mean(double[] y, ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += y[row];
        }

        return sum / rows.Length;
    }

    private static double SumOfSquares(double[] y, ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += y[row] * y[row];
        }

        return sum;
    }
}
