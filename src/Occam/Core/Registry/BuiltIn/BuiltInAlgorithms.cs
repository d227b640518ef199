using Occam.Core.Training;
using Occam.Models.Algorithms;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The algorithms that Occam brings; a new one is a line here.</summary>
internal static class BuiltInAlgorithms
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, Algorithm> kind)
    {
        kind.Add<CombinedOptions>("combined", typeof(CombinedAlgorithm), (options, context) => options.Create(context));
    }
}
