using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>Sets noise and temperature of a search network's mixtures for a step (Jang et al. 2017): g = -log(-log(u)), u uniform, drawn from the seed and the step.</summary>
internal sealed class GumbelNoise
{
    private readonly DartsSearchOptions _options;
    private readonly int _seed;
    private readonly Value[] _noises;
    private readonly Value[] _temperatures;

    public GumbelNoise(Graph graph, DartsSearchOptions options, int seed)
    {
        (_options, _seed) = (options, seed);
        var choices = graph.Nodes.Where(node => node.Operator is WeightedChoice).ToArray();
        _noises = [.. choices.Select(node => node.OptionalInput(1)).OfType<Value>().Distinct()];
        _temperatures = [.. choices.Select(node => node.OptionalInput(2)).OfType<Value>().Distinct()];
    }

    /// <summary>Draws the noise of a step, where it is wanted, and sets its temperature.</summary>
    public void Draw(StepContext context)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using Scalar temperature = _options.Temperature + ((_options.FinalTemperature - _options.Temperature) * context.Progress);
        foreach (var value in _temperatures)
        {
            value.Constant!.Tensor.fill_(temperature);
        }

        foreach (var (place, value) in (_options.Gumbel ? _noises : []).Index())
        {
            using var generator = new Generator(new SplitMix(_seed, context.Step, place).Next(), CPU);
            var noise = value.Constant!.Tensor;
            noise.copy_(empty(noise.shape).exponential_(1, generator).log().neg());
        }
    }

    /// <summary>Takes the noise away, so that the network is evaluated without.</summary>
    public void Clear()
    {
        using var guard = no_grad();
        foreach (var value in _options.Gumbel ? _noises : [])
        {
            value.Constant!.Tensor.zero_();
        }
    }
}
