using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of an <see cref="Mlp"/>.</summary>
public sealed record MlpOptions
{
    /// <summary>The sizes of an example: one number for the columns of a table, three for an image. Default 16 columns.</summary>
    public IReadOnlyList<int> Inputs { get; init; } = [16];

    /// <summary>Features of the hidden layers, each at least 1. Default 64, 64.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [64, 64];

    /// <summary>Classes, at least 2. Default 10.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Whether each hidden layer is followed by BatchNorm. Default yes.</summary>
    public bool BatchNorm { get; init; } = true;

    /// <summary>The share of hidden features that training drops, 0 to below 1. Default 0.</summary>
    public double Dropout { get; init; }

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="seed">The seed of the weights. Default 0.</param>
    /// <returns>The graph; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public Graph Build(int seed = 0) => Mlp.Build(this, seed);

    /// <summary>Lists what is wrong; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Inputs.Count > 0 && Inputs.All(size => size >= 1), $"Inputs has to be sizes of at least 1, but is {string.Join(", ", Inputs)}."),
            (Hidden.All(width => width >= 1), $"Hidden has to be at least 1 each, but is {string.Join(", ", Hidden)}."),
            (Classes >= 2, $"Classes has to be at least 2, but is {Classes}."),
            (Dropout is >= 0 and < 1, $"Dropout has to be from 0 to below 1, but is {Dropout}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
