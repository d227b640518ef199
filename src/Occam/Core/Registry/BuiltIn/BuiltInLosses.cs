using Occam.Models.Losses;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The losses of distillation that Occam brings; a new one is a line here.</summary>
internal static class BuiltInLosses
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, Loss> kind)
    {
        kind.Add<KlDivergenceOptions>("kl_divergence", typeof(KlDivergenceLoss), (options, _) => new KlDivergenceLoss(options));
    }
}
