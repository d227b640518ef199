using Occam.Core.Training.Hooks;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The hooks that Occam brings; a new one is a line here.</summary>
internal static class BuiltInHooks
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<HookContext, Hook> kind)
    {
        kind.Add<CheckpointHookOptions>("checkpoint", typeof(CheckpointHook), (options, context) => new CheckpointHook(options, context));
        kind.Add<DumpHookOptions>("dump", typeof(DumpHook), (options, context) => new DumpHook(options, context));
        kind.Add<GenotypeHookOptions>("genotype", typeof(GenotypeHook), (options, context) => new GenotypeHook(options, context));
        kind.Add<EarlyStopHookOptions>("early_stop", typeof(EarlyStopHook), (options, _) => new EarlyStopHook(options));
        kind.Add<EmaHookOptions>("ema", typeof(EmaHook), (options, context) => new EmaHook(options, context.Algorithm));
        kind.Add<EvaluationHookOptions>("evaluation", typeof(EvaluationHook), (options, context) => new EvaluationHook(options, context));
        kind.Add<LogHookOptions>("log", typeof(LogHook), (options, context) => new LogHook(options, context));
        kind.Add<ResourceHookOptions>("resources", typeof(ResourceHook), (_, context) => new ResourceHook(context));
        kind.Add<TensorBoardHookOptions>("tensorboard", typeof(TensorBoardHook), (options, context) => new TensorBoardHook(options, context));
    }
}
