using Occam.Datasets.Loading;
using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>
/// What a run trains, and how a step of it is taken. A step runs its forward passes, its backward passes and its optimizers itself, so that any order of them
/// (one backward pass, the sandwich rule's four, two optimizers) can be written down as the paper has it.
/// </summary>
public abstract class Algorithm : IDisposable
{
    /// <summary>The networks that are trained; asked for again after a graph was replaced.</summary>
    public abstract IReadOnlyList<TrainedModule> Modules { get; }

    /// <summary>The graph that the run is about: evaluated, counted and written at the end. Owned as the algorithm says.</summary>
    public virtual Graph Graph => Modules[0].Module.Graph;

    /// <summary>What is trained, a set an optimizer. Default: the parameters of all networks, as <see cref="ParameterSet.Weights"/>.</summary>
    public virtual IReadOnlyList<ParameterSet> ParameterSets => [new(ParameterSet.Weights, [.. NetworkParameters()])];

    /// <summary>
    /// Tensors by name that a checkpoint has to hold beside the networks' constants and the parameters: averages, memories. They are read and overwritten in place.
    /// Default none.
    /// </summary>
    public virtual IEnumerable<(string Name, Tensor Tensor)> StateTensors => [];

    /// <summary>Takes a step.</summary>
    /// <param name="batch">The batch; owned by the caller.</param>
    /// <param name="context">The optimizers, their learning rates set for this step, and where the run is.</param>
    /// <returns>The losses.</returns>
    /// <exception cref="TrainingException">The batch cannot be trained on, for example for want of labels.</exception>
    public abstract StepResult TrainStep(Batch batch, StepContext context);

    /// <summary>Called once before the first step of a run that starts anew, not of one that is resumed. Default nothing.</summary>
    /// <returns>The replacement, where a graph was replaced by another; the runner then makes its optimizers anew.</returns>
    public virtual GraphReplacement? Start(StepContext context) => null;

    /// <summary>Called after every step. Default nothing.</summary>
    /// <returns>The replacement, where a graph was replaced by another; the runner then carries the optimizers' state over.</returns>
    public virtual GraphReplacement? AfterStep(StepContext context) => null;

    /// <summary>The graph to write when the run is done, for example with quantizers as Q/DQ nodes. Default a copy of <see cref="Graph"/>; the caller disposes it.</summary>
    public virtual Graph Export() => Graph.Clone();

    /// <summary>The network of all candidates, where the algorithm trains one: a run leaves it beside the exported network, for the search. Owned as the algorithm says. Default none.</summary>
    public virtual Graph? Supernet => null;

    /// <summary>Puts into a checkpoint what tensors cannot say. Default nothing.</summary>
    public virtual void Save(StateRecord state)
    {
    }

    /// <summary>Goes back to what <see cref="Save"/> kept, before the tensors are filled: a graph that was replaced has to be in place again afterwards. Default nothing.</summary>
    public virtual void Load(StateRecord state)
    {
    }

    /// <summary>Puts all networks into training mode.</summary>
    public virtual void Train()
    {
        foreach (var trained in Modules)
        {
            trained.Module.train();
        }
    }

    /// <summary>Puts all networks into inference mode.</summary>
    public virtual void Eval()
    {
        foreach (var trained in Modules)
        {
            trained.Module.eval();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The parameters of all networks by their qualified names.</summary>
    protected IEnumerable<(string Name, TorchSharp.Modules.Parameter Weight)> NetworkParameters() =>
        Modules.SelectMany(trained => trained.Module.named_parameters().Select(pair => (trained.Qualify(pair.name), pair.parameter)));

    /// <summary>Frees what the algorithm owns.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}
