using Occam.Core.Training;
using Occam.Core.Training.Hooks;

namespace Occam.Tests.Core.Training;

/// <summary>Calls a test after every step.</summary>
internal sealed class CallHook(Action<RunStatus> call, string name = "call") : Hook
{
    public override string Name => name;

    public override void AfterStep(RunStatus run) => call(run);
}
