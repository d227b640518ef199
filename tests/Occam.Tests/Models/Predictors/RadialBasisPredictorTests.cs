using Occam.Models.Predictors;

namespace Occam.Tests.Models.Predictors;

public sealed class RadialBasisPredictorTests
{
    [Theory]
    [InlineData(RadialBasis.Cubic)]
    [InlineData(RadialBasis.ThinPlate)]
    [InlineData(RadialBasis.Linear)]
    public void Every_point_is_passed_through(RadialBasis basis)
    {
        var rows = PredictorChecks.Rows(40, 3, 1);
        var values = Array.ConvertAll(rows, row => Math.Sin(9 * row[0]) + (row[1] * row[2]));
        var predictor = new RadialBasisPredictor(new() { Basis = basis });

        predictor.Fit(rows, values);

        Assert.Equal(values, predictor.Predict(rows), (a, b) => Math.Abs(a - b) < 1e-7);
    }

    [Fact]
    public void One_hot_rows_are_passed_through_although_they_leave_the_tail_open()
    {
        double[][] rows = [[1, 0, 1, 0, 0], [1, 0, 0, 1, 0], [0, 1, 0, 0, 1], [0, 1, 1, 0, 0]];
        var predictor = new RadialBasisPredictor();

        predictor.Fit(rows, [4, 7, 1, -2]);

        Assert.Equal([4.0, 7, 1, -2], predictor.Predict(rows), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    // Cubes through (0, 0), (1, 1), (2, 0) with weights (w, -2w, w) and a constant: at 0 w (8 - 2) + c = 0, at 1 2w + c = 1, so w = -1/4 and c = 3/2.
    [Fact]
    public void Between_three_points_it_is_the_natural_cubic_spline()
    {
        var predictor = new RadialBasisPredictor();
        predictor.Fit([[0], [1], [2]], [0, 1, 0]);

        var expected = (-0.25 * (0.125 - (2 * 0.125) + 3.375)) + 1.5;

        Assert.Equal(expected, predictor.Predict([[0.5]])[0], 1e-10);
    }

    [Fact]
    public void A_plane_is_continued_beyond_the_points()
    {
        var rows = PredictorChecks.Rows(12, 2, 4);
        var predictor = new RadialBasisPredictor();
        predictor.Fit(rows, Array.ConvertAll(rows, row => 2 + (3 * row[0]) - row[1]));

        Assert.Equal(2 + 30 - 20, predictor.Predict([[10, 20]])[0], 1e-6);
    }

    [Fact]
    public void A_point_measured_twice_counts_with_its_mean()
    {
        var predictor = new RadialBasisPredictor();
        predictor.Fit([[0], [1], [1], [2]], [0, 1, 3, 0]);

        Assert.Equal(2, predictor.Predict([[1]])[0], 1e-9);
    }

    [Theory]
    [InlineData(RadialBasis.Cubic)]
    [InlineData(RadialBasis.Linear)]
    public void Smoothing_comes_near_the_line_of_least_squares(RadialBasis basis)
    {
        var predictor = new RadialBasisPredictor(new() { Basis = basis, Smoothing = 1e6 });
        predictor.Fit([[0], [1], [2], [3]], [0, 2, 1, 3]);

        // Slope 0.8, mean 1.5 at 1.5.
        Assert.Equal([0.3, 2.7], predictor.Predict([[0], [3]]), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void Order_of_unseen_rows_is_that_of_a_smooth_function() => PredictorChecks.OrdersUnseenRows(new RadialBasisPredictor(), 0.9);

    [Fact]
    public void Rows_that_do_not_fit_are_refused() => PredictorChecks.RefusesWhatDoesNotFit(new RadialBasisPredictor());

    [Fact]
    public void Options_out_of_range_are_refused() => Assert.Throws<ArgumentException>(() => new RadialBasisPredictor(new() { Smoothing = -1 }));
}
