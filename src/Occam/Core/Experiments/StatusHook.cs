using Occam.Core.Training;
using Occam.Core.Training.Hooks;

namespace Occam.Core.Experiments;

/// <summary>Tells whoever watches the run of every step.</summary>
internal sealed class StatusHook(Action<RunStatus>? progress) : Hook
{
    /// <inheritdoc/>
    public override string Name => "status";

    /// <inheritdoc/>
    public override void AfterStep(RunStatus run) => progress?.Invoke(run);
}
