using Occam.Core.Training.Components;
using Occam.Models.Distillers;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The components that Occam brings; a new one is a line here.</summary>
internal static class BuiltInComponents
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, TrainingComponent> kind)
    {
        kind.Add<DistillerOptions>("distiller", typeof(Distiller), (options, context) => new Distiller(options, context));
    }
}
