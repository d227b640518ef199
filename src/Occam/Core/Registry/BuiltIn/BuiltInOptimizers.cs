using Occam.Core.Training;
using Occam.Core.Training.Optimizers;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The optimizers that Occam brings; a new one is a line here.</summary>
internal static class BuiltInOptimizers
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<ParameterSet, Optimizer> kind)
    {
        kind.Add<AdamOptions>("adam", typeof(Adam), (options, set) => new Adam(set.Parameters, options));
        kind.Add<AdamWOptions>("adamw", typeof(AdamW), (options, set) => new AdamW(set.Parameters, options));
        kind.Add<RmsPropOptions>("rmsprop", typeof(RmsProp), (options, set) => new RmsProp(set.Parameters, options));
        kind.Add<SgdOptions>("sgd", typeof(Sgd), (options, set) => new Sgd(set.Parameters, options));
    }
}
