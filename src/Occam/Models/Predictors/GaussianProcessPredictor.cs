using Occam.Graphs.Native;
using static TorchSharp.torch;

namespace Occam.Models.Predictors;

/// <summary>
/// A Gaussian process over y less its mean: covariance s^2 (exp(-|a - b|^2 / (2 l^2)) + v [a is b]), by a Cholesky factor in double precision. Of the options' lengths l and
/// noises v those of the largest marginal likelihood are taken, with s^2 = y^T K^-1 y / n, the best for them (Rasmussen and Williams 2006, "Gaussian processes for machine
/// learning", algorithm 2.1 and equation 5.8).
/// </summary>
public sealed class GaussianProcessPredictor : IPerformancePredictor
{
    private readonly GaussianProcessOptions _options;
    private double[][] _x = [];
    private double[] _weights = [];
    private double[] _factor = [];
    private double _mean;

    /// <summary>Makes a process that has seen nothing.</summary>
    /// <param name="options">What is tried; default <see cref="GaussianProcessOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public GaussianProcessPredictor(GaussianProcessOptions? options = null)
    {
        _options = options ?? new();
        if (_options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
    }

    /// <summary>The length l that was chosen, in units of the rows; 0 before anything was fitted.</summary>
    public double LengthScale { get; private set; }

    /// <summary>The noise's variance v that was chosen, as a share of the signal's.</summary>
    public double Noise { get; private set; }

    /// <summary>The signal's variance s^2, in units of y squared.</summary>
    public double SignalVariance { get; private set; }

    /// <summary>The logarithm of the marginal likelihood of what was fitted, in natural units.</summary>
    public double LogLikelihood { get; private set; }

    /// <inheritdoc/>
    public void Fit(double[][] x, double[] y)
    {
        PredictorData.Check(x, y);
        LibTorch.EnsureReady();
        _mean = y.Average();
        var centred = Array.ConvertAll(y, value => value - _mean);
        var median = MedianDistance(x);
        LogLikelihood = double.NegativeInfinity;
        foreach (var length in _options.LengthScales)
        {
            foreach (var noise in _options.Noises)
            {
                Try(x, centred, length * median, noise);
            }
        }

        if (!double.IsFinite(LogLikelihood))
        {
            throw new ArgumentException("No covariance of the options' lengths and noises can be factorised for these rows; larger Noises help.", nameof(x));
        }

        _x = x;
    }

    /// <inheritdoc/>
    public double[] Predict(double[][] x) => Array.ConvertAll(Posterior(x), pair => pair.Mean);

    /// <summary>Guesses, and says how sure it is.</summary>
    /// <param name="x">As <see cref="Predict"/>'s.</param>
    /// <returns>For each row the posterior's mean and its standard deviation, both in units of y, the noise left out.</returns>
    public (double Mean, double Deviation)[] Posterior(double[][] x)
    {
        PredictorData.Check(x, LengthScale > 0 ? _x[0].Length : null);
        return Array.ConvertAll(x, row =>
        {
            var covariance = Array.ConvertAll(_x, known => Correlation(known, row, LengthScale));
            var mean = _mean + covariance.Zip(_weights, (k, w) => k * w).Sum();
            var explained = Solve(covariance).Sum(v => v * v);
            return (mean, Math.Sqrt(SignalVariance * Math.Max(0, 1 - explained)));
        });
    }

    private static double Correlation(double[] a, double[] b, double length) => Math.Exp(-PredictorData.SquaredDistance(a, b) / (2 * length * length));

    private static double MedianDistance(double[][] x)
    {
        var distances = x.SelectMany((row, i) => x.Take(i).Select(other => Math.Sqrt(PredictorData.SquaredDistance(row, other)))).Where(d => d > 0).Order().ToArray();
        return distances.Length == 0 ? 1 : distances[distances.Length / 2];
    }

    private void Try(double[][] x, double[] y, double length, double noise)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var n = x.Length;
        var entries = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                entries[(i * n) + j] = Correlation(x[i], x[j], length) + (i == j ? noise : 0);
            }
        }

        var (factor, info) = linalg.cholesky_ex(tensor(entries).reshape(n, n));
        if (info.item<int>() != 0)
        {
            return;
        }

        var target = tensor(y).reshape(n, 1);
        var weights = target.cholesky_solve(factor).flatten();
        var signal = Math.Max(target.flatten().dot(weights).item<double>() / n, double.Epsilon);
        var likelihood = (-0.5 * n * (Math.Log(signal) + 1 + Math.Log(2 * Math.PI))) - factor.diagonal().log().sum().item<double>();
        if (likelihood > LogLikelihood)
        {
            (LengthScale, Noise, SignalVariance, LogLikelihood) = (length, noise, signal, likelihood);
            (_weights, _factor) = (weights.data<double>().ToArray(), factor.contiguous().data<double>().ToArray());
        }
    }

    // Forward substitution with the lower factor.
    private double[] Solve(double[] right)
    {
        var n = right.Length;
        var result = new double[n];
        for (var i = 0; i < n; i++)
        {
            var rest = right[i];
            for (var j = 0; j < i; j++)
            {
                rest -= _factor[(i * n) + j] * result[j];
            }

            result[i] = rest / _factor[(i * n) + i];
        }

        return result;
    }
}
