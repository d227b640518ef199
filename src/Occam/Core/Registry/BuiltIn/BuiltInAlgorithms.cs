using Occam.Core.Training;
using Occam.Models.Algorithms;
using Occam.Models.Algorithms.DataFree;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The algorithms that Occam brings; a new one is a line here.</summary>
internal static class BuiltInAlgorithms
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, Algorithm> kind)
    {
        kind.Add<CombinedOptions>("combined", typeof(CombinedAlgorithm), (options, context) => options.Create(context));
        kind.Add<SposOptions>("spos", typeof(SposAlgorithm), (options, context) => options.Create(context));
        kind.Add<SlimmableOptions>("slimmable", typeof(SlimmableAlgorithm), (options, context) => options.Create(context));
        kind.Add<AutoSlimOptions>("autoslim", typeof(AutoSlimAlgorithm), (options, context) => options.Create(context));
        kind.Add<DaflOptions>("dafl", typeof(Dafl), (options, context) => new Dafl(options, context));
        kind.Add<DartsSearchOptions>("darts", typeof(DartsAlgorithm), (options, context) => options.Create(context));
        kind.Add<DfadOptions>("dfad", typeof(Dfad), (options, context) => new Dfad(options, context));
        kind.Add<ZsktOptions>("zskt", typeof(Zskt), (options, context) => new Zskt(options, context));
    }
}
