using Occam.Core.Training;
using Occam.Graphs;
using Occam.Graphs.Execution;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Models.Distillers.Connectors;

/// <summary>
/// A small network between a recorded tensor and a loss: it makes a student's map as wide as its teacher's, pools it, turns it into an embedding. Its weights are trained
/// along with the student's and are no part of the network that is written at the end.
/// </summary>
public abstract class Connector : IDisposable
{
    private readonly Graph _graph;

    /// <summary>Takes the network.</summary>
    /// <param name="graph">Its graph with one input, owned.</param>
    /// <param name="device">Where to compute; default the CPU.</param>
    protected Connector(Graph graph, Device? device)
    {
        (_graph, Module) = (graph, new(graph, device));
        Outputs = [.. graph.Outputs.Select(value => value.Name)];
    }

    /// <summary>What it gives, by name; the first is meant where a config names none.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The trained weights.</summary>
    public IEnumerable<(string Name, Parameter Weight)> Parameters => Module.named_parameters().Select(pair => (pair.name, pair.parameter));

    /// <summary>What is no weight but changes in training: BatchNorm's running statistics.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> StateTensors =>
        _graph.Constants.Where(value => value.Constant!.HasTensor && !GraphModule.IsTrainable(value)).Select(value => (value.Name, value.Constant!.Tensor));

    /// <summary>The network.</summary>
    private protected GraphModule Module { get; }

    /// <summary>The shape of an output for a batch.</summary>
    internal long[] ShapeOf(int output, long samples) => [samples, .. _graph.Outputs[output].Type!.Dimensions!.Skip(1).Select(dimension => dimension.Size!.Value)];

    /// <summary>Computes the outputs, in training mode.</summary>
    /// <param name="input">The recorded tensor [N, ...]; not disposed.</param>
    /// <param name="context">Where the run is; random choices follow from it.</param>
    /// <returns>A tensor for each of <see cref="Outputs"/>, with gradients, in the caller's dispose scope.</returns>
    public virtual IReadOnlyList<Tensor> Apply(Tensor input, StepContext context) => Module.Run([input]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the network.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Module.Dispose();
            _graph.Dispose();
        }
    }
}
