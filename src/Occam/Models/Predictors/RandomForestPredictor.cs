using Occam.Datasets.Loading;

namespace Occam.Models.Predictors;

/// <summary>The mean of many regression trees, each grown on other rows and splitting by other features (Breiman 2001, "Random forests").</summary>
public sealed class RandomForestPredictor : IPerformancePredictor
{
    private readonly RandomForestOptions _options;
    private RegressionTree[] _trees = [];
    private int? _features;
    private double _mean;

    /// <summary>Makes a forest without trees.</summary>
    /// <param name="options">Trees, leaves, seed; default <see cref="RandomForestOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public RandomForestPredictor(RandomForestOptions? options = null)
    {
        _options = options ?? new();
        if (_options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
    }

    /// <inheritdoc/>
    public void Fit(double[][] x, double[] y)
    {
        PredictorData.Check(x, y);
        var scale = Standardiser.Of(y);
        var centred = Array.ConvertAll(y, value => value - scale.Mean); // gains are differences of squares, which a large mean would swamp
        var trees = new RegressionTree[_options.Trees];
        for (var i = 0; i < trees.Length; i++)
        {
            var random = new SplitMix(_options.Seed, i);
            var rows = Enumerable.Range(0, x.Length).ToArray();
            if (_options.Bootstrap)
            {
                for (var j = 0; j < rows.Length; j++)
                {
                    rows[j] = random.Below(x.Length);
                }
            }

            trees[i] = new(x, centred, rows, _options, random);
        }

        (_trees, _features, _mean) = (trees, x[0].Length, scale.Mean);
    }

    /// <inheritdoc/>
    public double[] Predict(double[][] x)
    {
        PredictorData.Check(x, _features);
        return Array.ConvertAll(x, row => _mean + _trees.Average(tree => tree.Predict(row)));
    }
}
