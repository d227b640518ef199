using Occam.Models.Predictors;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Predictors;

public sealed class MlpPredictorTests
{
    [Fact]
    public void A_line_is_learnt_in_units_of_the_values()
    {
        using var predictor = new MlpPredictor();
        predictor.Fit([[0, 1], [1, 1], [2, 1], [3, 1], [4, 1]], [500, 600, 700, 800, 900]);

        Assert.Equal([550.0, 750], predictor.Predict([[0.5, 1], [2.5, 1]]), (a, b) => Math.Abs(a - b) < 10);
    }

    [Fact]
    public void The_same_seed_learns_the_same_and_another_one_something_else()
    {
        Assert.Equal(Guess(1), Guess(1));
        Assert.NotEqual(Guess(1), Guess(2));

        static double[] Guess(int seed)
        {
            using var predictor = new MlpPredictor(new() { Seed = seed, Steps = 20 });
            predictor.Fit([[0], [1], [2]], [1, 0, 2]);
            return predictor.Predict([[0.5], [1.5]]);
        }
    }

    [Fact]
    public void Fitting_anew_forgets_what_was_learnt()
    {
        using var predictor = new MlpPredictor(new() { Steps = 5 });
        predictor.Fit([[0], [1]], [1, 2]);
        var first = predictor.Predict([[3]]);

        predictor.Fit([[5, 5], [1, 4]], [7, 9]);
        predictor.Fit([[0], [1]], [1, 2]);

        Assert.Equal(first, predictor.Predict([[3]]));
    }

    [Fact]
    public void More_steps_leave_no_more_tensors()
    {
        Fit(1); // what is made once
        Assert.Equal(Fit(3), Fit(30));

        static long Fit(int steps)
        {
            var before = Tensor.TotalCount;
            using var predictor = new MlpPredictor(new() { Steps = steps });
            predictor.Fit([[0], [1]], [1, 2]);
            predictor.Predict([[3]]);
            return Tensor.TotalCount - before;
        }
    }

    [Fact]
    public void Order_of_unseen_rows_is_that_of_a_smooth_function()
    {
        using var predictor = new MlpPredictor();
        PredictorChecks.OrdersUnseenRows(predictor, 0.85);
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        using var predictor = new MlpPredictor(new() { Steps = 1 });
        PredictorChecks.RefusesWhatDoesNotFit(predictor);
    }

    [Fact]
    public void Options_out_of_range_are_refused() =>
        Assert.Throws<ArgumentException>(() => new MlpPredictor(new() { Hidden = [0], Steps = 0, LearningRate = 0, WeightDecay = -1 }));
}
