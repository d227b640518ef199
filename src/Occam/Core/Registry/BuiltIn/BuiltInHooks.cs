using Occam.Core.Training.Hooks;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The hooks that Occam brings; a new one is a line here.</summary>
internal static class BuiltInHooks
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<HookContext, Hook> kind)
    {
        kind.Add<EvaluationHookOptions>("evaluation", typeof(EvaluationHook), (options, context) => new EvaluationHook(options, context));
    }
}
