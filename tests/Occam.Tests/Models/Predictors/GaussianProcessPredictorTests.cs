using Occam.Models.Predictors;

namespace Occam.Tests.Models.Predictors;

public sealed class GaussianProcessPredictorTests
{
    // Two points 2 apart, l = 2, y = 4 and 8: k = exp(-1/2), K = [[1 + v, k], [k, 1 + v]]. y less its mean is (-2, 2), an eigenvector of eigenvalue 1 + v - k.
    [Fact]
    public void Two_points_give_the_posterior_computed_by_hand()
    {
        const double v = 0.1;
        var k = Math.Exp(-0.5);
        var process = new GaussianProcessPredictor(new() { LengthScales = [1], Noises = [v] });

        process.Fit([[0], [2]], [4, 8]);
        var (mean, deviation) = process.Posterior([[0.5]])[0];

        var (k0, k1) = (Math.Exp(-0.25 / 8), Math.Exp(-2.25 / 8));
        var signal = (4 + 4) / (1 + v - k) / 2;
        var determinant = ((1 + v) * (1 + v)) - (k * k);
        var explained = (((k0 * k0) + (k1 * k1)) * (1 + v) / determinant) - (2 * k0 * k1 * k / determinant);
        Assert.Equal(2, process.LengthScale, 1e-12);
        Assert.Equal(6 + (2 * (k1 - k0) / (1 + v - k)), mean, 1e-10);
        Assert.Equal(signal, process.SignalVariance, 1e-10);
        Assert.Equal(Math.Sqrt(signal * (1 - explained)), deviation, 1e-10);
        Assert.Equal((-0.5 * 8 / (signal * (1 + v - k))) - (0.5 * Math.Log(signal * signal * determinant)) - Math.Log(2 * Math.PI), process.LogLikelihood, 1e-10);
    }

    [Fact]
    public void The_likeliest_of_the_grid_is_taken()
    {
        var rows = PredictorChecks.Rows(30, 2, 5);
        var values = Array.ConvertAll(rows, row => Math.Sin(4 * row[0]) + row[1]);
        double[] lengths = [0.1, 1, 10];
        double[] noises = [1e-4, 1];
        var alone = lengths.SelectMany(length => noises.Select(noise => Fit([length], [noise]))).MaxBy(process => process.LogLikelihood)!;

        var all = Fit(lengths, noises);

        Assert.Equal((alone.LengthScale, alone.Noise, alone.LogLikelihood), (all.LengthScale, all.Noise, all.LogLikelihood));

        GaussianProcessPredictor Fit(double[] l, double[] v)
        {
            var process = new GaussianProcessPredictor(new() { LengthScales = l, Noises = v });
            process.Fit(rows, values);
            return process;
        }
    }

    [Fact]
    public void Hardly_any_noise_passes_through_the_points_and_knows_it()
    {
        var process = new GaussianProcessPredictor(new() { LengthScales = [0.5], Noises = [1e-8] });
        process.Fit([[0, 0], [1, 0], [0, 2]], [1, 5, -3]);

        var known = process.Posterior([[1, 0]])[0];
        var far = process.Posterior([[100, 100]])[0];

        Assert.Equal(5, known.Mean, 1e-5);
        Assert.True(known.Deviation < 1e-3);
        Assert.Equal(1, far.Mean, 1e-9);
        Assert.Equal(Math.Sqrt(process.SignalVariance), far.Deviation, 1e-9);
    }

    [Fact]
    public void Noise_is_told_from_signal()
    {
        var random = new Random(1);
        var rows = PredictorChecks.Rows(60, 1, 5);
        var process = new GaussianProcessPredictor();

        process.Fit(rows, Array.ConvertAll(rows, _ => random.NextDouble()));
        Assert.True(process.Noise >= 1, $"{process.Noise}");
        process.Fit(rows, Array.ConvertAll(rows, row => row[0] * row[0]));
        Assert.True(process.Noise < 1e-3, $"{process.Noise}");
    }

    [Fact]
    public void Equal_rows_and_equal_values_can_be_fitted()
    {
        var process = new GaussianProcessPredictor();
        process.Fit([[1, 1], [1, 1], [2, 1]], [3, 5, 4]);
        Assert.InRange(process.Predict([[1, 1]])[0], 3, 5);
        process.Fit([[1, 1], [1, 1]], [3, 3]);
        Assert.Equal(3, process.Predict([[7, 7]])[0], 1e-12);
    }

    [Fact]
    public void Order_of_unseen_rows_is_that_of_a_smooth_function() => PredictorChecks.OrdersUnseenRows(new GaussianProcessPredictor(), 0.95);

    [Fact]
    public void Rows_that_do_not_fit_are_refused() => PredictorChecks.RefusesWhatDoesNotFit(new GaussianProcessPredictor());

    [Fact]
    public void Options_out_of_range_are_refused() =>
        Assert.Throws<ArgumentException>(() => new GaussianProcessPredictor(new() { LengthScales = [], Noises = [0] }));
}
