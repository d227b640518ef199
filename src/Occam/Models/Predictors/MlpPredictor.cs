using Occam.Core.Training.Optimizers;
using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Models.Predictors;

/// <summary>
/// A small network of fully connected layers with ReLU, trained on the squared error by AdamW over all rows at once; features and values are standardised. Disposing frees its
/// weights.
/// </summary>
public sealed class MlpPredictor : IPerformancePredictor, IDisposable
{
    private readonly MlpOptions _options;
    private Graph? _graph;
    private Standardiser[] _scales = [];
    private Standardiser _scale = new(0, 1);

    /// <summary>Makes a predictor that has seen nothing.</summary>
    /// <param name="options">Layers and training; default <see cref="MlpOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public MlpPredictor(MlpOptions? options = null)
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
        _graph?.Dispose();
        _graph = Build(x[0].Length);
        _scales = [.. x[0].Select((_, feature) => Standardiser.Of([.. x.Select(row => row[feature])]))];
        _scale = Standardiser.Of(y);
        using var scope = NewDisposeScope();
        using var module = new GraphModule(_graph);
        using var optimizer = new AdamW([.. module.named_parameters()], new() { LearningRate = _options.LearningRate, WeightDecay = _options.WeightDecay });
        var (inputs, targets) = (Rows(x), tensor(Array.ConvertAll(y, value => (float)_scale.Apply(value))).reshape(y.Length, 1));
        module.train();
        for (var step = 0; step < _options.Steps; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.LearningRate = _options.LearningRate * (1 + Math.Cos(Math.PI * step / _options.Steps)) / 2;
            optimizer.ClearGradients();
            module.call(inputs).sub(targets).square().mean().backward();
            optimizer.Step();
        }
    }

    /// <inheritdoc/>
    public double[] Predict(double[][] x)
    {
        PredictorData.Check(x, _graph is null ? null : _scales.Length);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        return Array.ConvertAll(new GraphExecutor(_graph!).Run([Rows(x)])[0].data<float>().ToArray(), value => _scale.Undo(value));
    }

    /// <inheritdoc/>
    public void Dispose() => _graph?.Dispose();

    private Graph Build(int features)
    {
        using var builder = new GraphBuilder("predictor", _options.Seed);
        var x = builder.Input("features", features);
        foreach (var (place, size) in _options.Hidden.Index())
        {
            x = builder.Relu(builder.Linear(x, $"hidden{place}", size), $"hidden{place}.relu");
        }

        return builder.Build(("value", builder.Linear(x, "last", 1)));
    }

    private Tensor Rows(double[][] x) =>
        tensor(x.SelectMany(row => row.Select((number, feature) => (float)_scales[feature].Apply(number))).ToArray()).reshape(x.Length, _scales.Length);
}
