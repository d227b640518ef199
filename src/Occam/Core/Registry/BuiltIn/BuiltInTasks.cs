using Occam.Core.Training.Components;
using Occam.Models.Losses;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The tasks that Occam trains for; a new one is a line here.</summary>
internal static class BuiltInTasks
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, TaskLoss> kind)
    {
        kind.Add<CrossEntropyOptions>("cross_entropy", typeof(CrossEntropyLoss), (options, _) => new CrossEntropyLoss(options));
    }
}
