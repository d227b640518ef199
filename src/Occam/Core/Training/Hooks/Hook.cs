using static TorchSharp.torch;

namespace Occam.Core.Training.Hooks;

/// <summary>
/// What goes along with a run without being part of its step: evaluation, logs, checkpoints, averages, an early end. Every method does nothing unless it is overridden. Hooks are
/// called in the order in which they were given.
/// </summary>
/// <remarks>
/// A method that throws <see cref="OperationCanceledException"/> is called again when the run is resumed, those of the hooks before it are not: each method has to finish its work before
/// it changes what <see cref="Save"/> keeps.
/// </remarks>
public abstract class Hook : IDisposable
{
    /// <summary>Stands before the hook's state in checkpoints; unique in its run, in snake case.</summary>
    public abstract string Name { get; }

    /// <summary>Tensors that a checkpoint has to hold, read and overwritten in place. Default none.</summary>
    public virtual IEnumerable<(string Name, Tensor Tensor)> StateTensors => [];

    /// <summary>Called before the first step, of a resumed run after <see cref="Load"/> and with the tensors filled (<see cref="RunStatus.IsResumed"/>).</summary>
    public virtual void BeforeRun(RunStatus run)
    {
    }

    /// <summary>Called before the first step of every epoch, and of the rest of one that a resumed run goes on with.</summary>
    public virtual void BeforeEpoch(RunStatus run)
    {
    }

    /// <summary>Called after a graph was replaced, before <see cref="AfterStep"/>; of a run's start before <see cref="BeforeRun"/>.</summary>
    /// <param name="run">Where the run is.</param>
    /// <param name="replacement">How tensors of the former shapes become ones of the present.</param>
    public virtual void AfterReplacement(RunStatus run, GraphReplacement replacement)
    {
    }

    /// <summary>Called after every step.</summary>
    public virtual void AfterStep(RunStatus run)
    {
    }

    /// <summary>Called after the last step of every epoch, and of the run.</summary>
    public virtual void AfterEpoch(RunStatus run)
    {
    }

    /// <summary>Called when a hook has measured the network (<see cref="RunStatus.Report"/>); <see cref="RunStatus.Evaluation"/> has the figures.</summary>
    public virtual void AfterEvaluation(RunStatus run)
    {
    }

    /// <summary>Called when the run is complete, not when it was cancelled. The network is in inference mode.</summary>
    public virtual void AfterRun(RunStatus run)
    {
    }

    /// <summary>Puts the hook's averaged weights in the place of the trained ones until what is given is disposed; null, the default, where the hook averages none.</summary>
    public virtual IDisposable? UseAveragedWeights() => null;

    /// <summary>Puts into a checkpoint what tensors cannot say.</summary>
    public virtual void Save(StateRecord state)
    {
    }

    /// <summary>Goes back to what <see cref="Save"/> kept. The algorithm's graph is in place; <see cref="StateTensors"/> have to have their shapes afterwards.</summary>
    public virtual void Load(StateRecord state)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the hook owns.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
