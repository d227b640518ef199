using Occam.Graphs.Native;
using static TorchSharp.torch;

namespace Occam.Models.Predictors;

/// <summary>
/// Radial basis functions with a linear tail: f(x) = sum_i w_i b(|x - x_i|) + c_0 + c x, through every measured point (the mean, where a point was measured twice), with
/// sum w_i = 0 and sum w_i x_i = 0 (Powell 1992; Regis and Shoemaker 2007). Where one-hot rows or few points leave the tail open, it is the smallest one.
/// </summary>
public sealed class RadialBasisPredictor : IPerformancePredictor
{
    private readonly RadialBasisOptions _options;
    private double[][] _x = [];
    private double[] _weights = [];
    private double[] _tail = [];

    /// <summary>Makes a predictor that has seen nothing.</summary>
    /// <param name="options">Function and smoothing; default <see cref="RadialBasisOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public RadialBasisPredictor(RadialBasisOptions? options = null)
    {
        _options = options ?? new();
        if (_options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
    }

    // Of the sign that makes the system definite: cubes and thin plates are positive on what is orthogonal to the tail, lines negative.
    private double Diagonal => _options.Basis == RadialBasis.Linear ? -_options.Smoothing : _options.Smoothing;

    /// <inheritdoc/>
    public void Fit(double[][] x, double[] y)
    {
        PredictorData.Check(x, y);
        LibTorch.EnsureReady();
        var (rows, values) = PredictorData.Merge(x, y);
        var (n, features) = (rows.Length, rows[0].Length);
        var size = n + 1 + features;
        var entries = new double[size * size];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                entries[(i * size) + j] = Basis(rows[i], rows[j]) + (i == j ? Diagonal : 0);
            }

            foreach (var (j, number) in rows[i].Prepend(1).Index())
            {
                entries[(i * size) + n + j] = entries[((n + j) * size) + i] = number;
            }
        }

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var right = tensor(values.Concat(new double[1 + features]).ToArray()).reshape(size, 1);
        var inverse = linalg.pinv(tensor(entries).reshape(size, size), rtol: 1e-12, hermitian: true);
        var solution = inverse.mm(right).flatten().data<double>().ToArray();
        (_x, _weights, _tail) = (rows, solution[..n], solution[n..]);
    }

    /// <inheritdoc/>
    public double[] Predict(double[][] x)
    {
        PredictorData.Check(x, _x.Length > 0 ? _x[0].Length : null);
        return Array.ConvertAll(x, row =>
            _x.Zip(_weights, (known, weight) => weight * Basis(known, row)).Sum() + row.Prepend(1).Zip(_tail, (number, weight) => number * weight).Sum());
    }

    private double Basis(double[] a, double[] b)
    {
        var squared = PredictorData.SquaredDistance(a, b);
        return _options.Basis switch
        {
            RadialBasis.Cubic => squared * Math.Sqrt(squared),
            RadialBasis.ThinPlate => squared > 0 ? squared * Math.Log(squared) / 2 : 0,
            _ => Math.Sqrt(squared),
        };
    }
}
