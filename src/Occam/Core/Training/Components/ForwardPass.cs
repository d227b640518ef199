using Occam.Datasets.Loading;
using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Core.Training.Components;

/// <summary>One run of the trained network, before its backward pass.</summary>
/// <param name="Batch">What the network was given.</param>
/// <param name="Outputs">The graph's outputs, in its order, with gradients.</param>
/// <param name="Recorded">The values that components asked for, by name, with gradients.</param>
public sealed record ForwardPass(Batch Batch, IReadOnlyList<Tensor> Outputs, IReadOnlyDictionary<string, Tensor> Recorded)
{
    /// <summary>The graph's first output: a classifier's logits [N, classes].</summary>
    public Tensor Output => Outputs[0];

    /// <summary>A recorded value.</summary>
    /// <exception cref="GraphException">It was not recorded: no component names it, or the graph does not compute it.</exception>
    public Tensor Value(string name) => Recorded.TryGetValue(name, out var tensor)
        ? tensor
        : throw new GraphException($"'{name}' was not recorded. Recorded are: {string.Join(", ", Recorded.Keys)}.");
}
