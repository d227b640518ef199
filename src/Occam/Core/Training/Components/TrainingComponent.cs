using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Core.Training.Components;

/// <summary>
/// One technology at work in a <see cref="Models.Algorithms.CombinedAlgorithm"/>: a distiller adds losses, a pruner replaces the graph by a narrower one every so many steps, a quantizer
/// puts fake-quantizers into the graph at the start and writes Q/DQ at the end. Every hook does nothing unless it is overridden.
/// </summary>
/// <remarks>
/// The order of a step: <see cref="BeforeStep"/>, the forward pass with <see cref="Observe"/>, <see cref="Losses"/>, the backward pass, <see cref="AfterBackward"/>, the
/// optimizer, <see cref="AfterStep"/>. Components are called in the order in which they were given.
/// </remarks>
public abstract class TrainingComponent : IDisposable
{
    /// <summary>Stands before the component's state in checkpoints; unique in its algorithm, in snake case.</summary>
    public abstract string Name { get; }

    /// <summary>Names of the graph's values that <see cref="Losses"/> wants to see. Default none.</summary>
    public virtual IReadOnlyCollection<string> Recorded => [];

    /// <summary>Whether <see cref="Observe"/> is to be called. Default no, which is faster.</summary>
    public virtual bool Observes => false;

    /// <summary>Parameters of the component's own, trained along with the weights: connectors, step sizes. Default none.</summary>
    public virtual IEnumerable<(string Name, Parameter Weight)> Parameters => [];

    /// <summary>Further tensors that a checkpoint has to hold, read and overwritten in place. Default none.</summary>
    public virtual IEnumerable<(string Name, Tensor Tensor)> StateTensors => [];

    /// <summary>Operators of the component's own that its graphs use; a checkpoint's graph is read with them. Default none.</summary>
    public virtual IReadOnlyList<Operator> Operators => [];

    /// <summary>Called once before a run that starts anew; may give another graph to train. It then gets the graph in <see cref="Attach"/>.</summary>
    /// <param name="graph">The graph so far; not to be changed or disposed.</param>
    public virtual GraphReplacement? Prepare(Graph graph) => null;

    /// <summary>Called when a network is in place: before the first step, after every replacement by whichever component, after a checkpoint was loaded.</summary>
    /// <param name="module">The network; not owned. Its parameters are new objects after a replacement.</param>
    public virtual void Attach(GraphModule module)
    {
    }

    /// <summary>Called before the forward pass.</summary>
    public virtual void BeforeStep(StepContext context)
    {
    }

    /// <summary>Called with every computed value of the forward pass, where <see cref="Observes"/>. A tensor may be kept as an alias only.</summary>
    public virtual void Observe(Value value, Tensor tensor)
    {
    }

    /// <summary>Further losses. Default none.</summary>
    /// <param name="pass">What the network computed; its tensors belong to the step.</param>
    /// <param name="context">Where the run is.</param>
    public virtual IEnumerable<NamedLoss> Losses(ForwardPass pass, StepContext context) => [];

    /// <summary>Called when the parameters have their gradients, before the optimizer uses them.</summary>
    public virtual void AfterBackward(StepContext context)
    {
    }

    /// <summary>Called when the weights are changed; may give another graph to go on with, then gets it in <see cref="Attach"/> like every other component.</summary>
    /// <param name="graph">The graph as trained so far; not to be changed or disposed.</param>
    /// <param name="context">Where the run is; <see cref="StepContext.EndsEpoch"/> tells the end of an epoch.</param>
    public virtual GraphReplacement? AfterStep(Graph graph, StepContext context) => null;

    /// <summary>Called when the run is done; may give the graph that is to be written instead.</summary>
    /// <param name="graph">The graph as trained, or as the component before made it; not to be changed or disposed.</param>
    public virtual Graph? Export(Graph graph) => null;

    /// <summary>Puts into a checkpoint what tensors cannot say. The graph itself is kept by the algorithm.</summary>
    public virtual void Save(StateRecord state)
    {
    }

    /// <summary>Goes back to what <see cref="Save"/> kept; <see cref="Attach"/> follows, then the tensors are filled.</summary>
    public virtual void Load(StateRecord state)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the component owns.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
