using Occam.Datasets.Mixing;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The ways to mix the images of a batch that Occam brings; a new one is a line here.</summary>
internal static class BuiltInMixes
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<MixContext, BatchMix> kind)
    {
        kind.Add<CutMixOptions>("cutmix", typeof(CutMix), (options, context) => new CutMix(options, context));
        kind.Add<MixupOptions>("mixup", typeof(Mixup), (options, _) => new Mixup(options));
    }
}
