using Occam.Graphs;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Models.Distillers;

/// <summary>A network that teaches: frozen, in inference mode, without gradients; it gives the values that losses ask for.</summary>
internal sealed class Teacher : IDisposable
{
    private readonly Graph _graph;
    private readonly GraphModule _module;
    private readonly string[] _names;

    /// <summary>Takes a network.</summary>
    /// <param name="graph">The network, owned. What is recorded becomes an output of it.</param>
    /// <param name="recorded">The values that are wanted.</param>
    /// <param name="device">Where to compute; default the CPU.</param>
    public Teacher(Graph graph, IEnumerable<string> recorded, Device? device)
    {
        _graph = graph;
        foreach (var value in recorded.Distinct(StringComparer.Ordinal).Select(graph.Find).OfType<Value>().Where(value => !graph.IsOutput(value)))
        {
            graph.AddOutput(value);
        }

        _names = [.. graph.Outputs.Select(value => value.Name)];
        _module = new(graph, device);
        foreach (var weight in _module.parameters())
        {
            weight.requires_grad = false;
        }

        _module.eval();
    }

    /// <summary>The values that it gives, by name.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Its network; not to be changed.</summary>
    public Graph Graph => _graph;

    /// <summary>Computes what is recorded, in the caller's dispose scope.</summary>
    /// <param name="images">The images that the student saw.</param>
    public Tensor[] Run(Tensor images)
    {
        using var guard = no_grad();
        return _module.Run([images]);
    }

    /// <summary>As <see cref="Run"/>, by name, with gradients to the images.</summary>
    public IReadOnlyDictionary<string, Tensor> RunWithGradient(Tensor images) =>
        _names.Zip(_module.Run([images])).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    public void Dispose()
    {
        _module.Dispose();
        _graph.Dispose();
    }
}
