using Occam.Models.Pruners;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The criteria of pruning that Occam brings; a new one is a line here.</summary>
internal static class BuiltInCriteria
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, IImportance> kind)
    {
    }
}
