using Occam.Models.Predictors;

namespace Occam.Tests.Models.Predictors;

public sealed class RandomForestPredictorTests
{
    [Fact]
    public void One_tree_on_all_rows_is_a_step_function_with_steps_half_way()
    {
        var forest = new RandomForestPredictor(new() { Trees = 1, Bootstrap = false, FeatureShare = 1 });

        forest.Fit([[0], [1], [2], [5], [6]], [10, 10, 10, 30, 30]);

        Assert.Equal([10.0, 10, 10, 30, 30], forest.Predict([[-9], [1.5], [3.49], [3.51], [99]]), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Leaves_hold_as_many_rows_as_asked()
    {
        var forest = new RandomForestPredictor(new() { Trees = 1, Bootstrap = false, FeatureShare = 1, LeafRows = 2 });

        forest.Fit([[0], [1], [2], [3], [4]], [0, 0, 0, 0, 100]);

        // The best split that leaves two rows on each side: {0, 1, 2}, {3, 4}.
        Assert.Equal([0.0, 50, 50], forest.Predict([[0], [3], [4]]), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_feature_that_matters_is_found_among_many()
    {
        var rows = Rows(200);
        var forest = new RandomForestPredictor();
        forest.Fit(rows, Array.ConvertAll(rows, row => row[2] > 0.5 ? 90.0 : 70));

        var guesses = forest.Predict([[0.5, 0.5, 0.1, 0.5, 0.5], [0.5, 0.5, 0.9, 0.5, 0.5]]);

        Assert.InRange(guesses[0], 70, 75);
        Assert.InRange(guesses[1], 85, 90);
    }

    [Fact]
    public void The_same_seed_grows_the_same_forest_and_another_one_another()
    {
        var rows = Rows(40);
        var values = Array.ConvertAll(rows, row => row.Sum());

        Assert.Equal(Guess(3), Guess(3));
        Assert.NotEqual(Guess(3), Guess(4));

        double[] Guess(int seed)
        {
            var forest = new RandomForestPredictor(new() { Trees = 5, Seed = seed });
            forest.Fit(rows, values);
            return forest.Predict(rows);
        }
    }

    [Fact]
    public void Order_of_unseen_rows_is_that_of_a_smooth_function()
    {
        PredictorChecks.OrdersUnseenRows(new RandomForestPredictor(), 0.6);
    }

    [Fact]
    public void Options_out_of_range_are_all_listed()
    {
        var e = Assert.Throws<ArgumentException>(() => new RandomForestPredictor(new() { Trees = 0, LeafRows = 0, FeatureShare = 2 }));

        Assert.All(["Trees", "LeafRows", "FeatureShare"], name => Assert.Contains(name, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused() => PredictorChecks.RefusesWhatDoesNotFit(new RandomForestPredictor());

    private static double[][] Rows(int count) => PredictorChecks.Rows(count, 5, 1);
}
