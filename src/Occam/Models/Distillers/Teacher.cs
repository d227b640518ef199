using Occam.Apis;
using Occam.Core.Compression;
using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Datasets;
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
    private readonly TeacherCache? _cache;
    private readonly ImageScaling? _scaling;

    /// <summary>Takes a network.</summary>
    /// <param name="graph">The network, owned. What is recorded becomes an output of it.</param>
    /// <param name="recorded">The values that are wanted.</param>
    /// <param name="input">How the images come, which are brought to what the network's file says of its own input.</param>
    /// <param name="device">Where to compute; default the CPU.</param>
    /// <param name="cache">Opens a cache for the network, with all that is recorded among its outputs; default none.</param>
    public Teacher(Graph graph, IEnumerable<string> recorded, InputSpec input, Device? device, Func<Graph, TeacherCache>? cache = null)
    {
        _graph = graph;
        foreach (var value in recorded.Distinct(StringComparer.Ordinal).Select(graph.Find).OfType<Value>().Where(value => !graph.IsOutput(value)))
        {
            graph.AddOutput(value);
        }

        _names = [.. graph.Outputs.Select(value => value.Name)];
        _scaling = ImageScaling.Between(input, InputSpec.Read(graph), device);
        _cache = cache?.Invoke(graph);
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

    /// <summary>Makes a teacher's network, for batches of any size.</summary>
    /// <param name="name">What configs call it.</param>
    /// <param name="choice">The network.</param>
    /// <param name="context">Seed and operators.</param>
    /// <exception cref="TrainingException">Its file takes batches of one size only, and cannot be changed.</exception>
    public static Graph Load(string name, Choice<ArchitectureContext, Graph> choice, TrainingContext context)
    {
        var graph = choice.Make(new() { Seed = context.Seed, Operators = context.Operators });
        try
        {
            OpenBatch.Apply(graph);
            return graph;
        }
        catch (CompressException e)
        {
            graph.Dispose();
            throw new TrainingException($"The {name} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Computes what is recorded, in the caller's dispose scope.</summary>
    /// <param name="images">The images that the student saw.</param>
    public Tensor[] Run(Tensor images)
    {
        using var guard = no_grad();
        return _cache?.Get(images, () => Compute(images)) ?? Compute(images);
    }

    /// <summary>As <see cref="Run"/>, by name, with gradients to the images.</summary>
    public IReadOnlyDictionary<string, Tensor> RunWithGradient(Tensor images) =>
        _names.Zip(Compute(images)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    public void Dispose()
    {
        _cache?.Dispose();
        _scaling?.Dispose();
        _module.Dispose();
        _graph.Dispose();
    }

    private Tensor[] Compute(Tensor images)
    {
        if (_scaling is null)
        {
            return _module.Run([images]);
        }

        using var scope = NewDisposeScope();
        return Array.ConvertAll(_module.Run([_scaling.Apply(images)]), value => value.MoveToOuterDisposeScope());
    }
}
