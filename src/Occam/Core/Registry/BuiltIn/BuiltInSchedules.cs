using Occam.Core.Training.Schedules;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The schedules that Occam brings; a new one is a line here.</summary>
internal static class BuiltInSchedules
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<ScheduleContext, Schedule> kind)
    {
        kind.Add<ChainScheduleOptions>("chain", typeof(ChainSchedule), (options, context) => new ChainSchedule(options.Parts, context));
        kind.Add<ConstantScheduleOptions>("constant", typeof(ConstantSchedule), (options, _) => new ConstantSchedule(options));
        kind.Add<CosineScheduleOptions>("cosine", typeof(CosineSchedule), (options, context) => new CosineSchedule(options, context));
        kind.Add<ExponentialScheduleOptions>("exponential", typeof(ExponentialSchedule), (options, context) => new ExponentialSchedule(options, context));
        kind.Add<LinearScheduleOptions>("linear", typeof(LinearSchedule), (options, context) => new LinearSchedule(options, context));
        kind.Add<MultiStepScheduleOptions>("multi_step", typeof(MultiStepSchedule), (options, context) => new MultiStepSchedule(options, context));
        kind.Add<OneCycleScheduleOptions>("one_cycle", typeof(OneCycleSchedule), (options, context) => new OneCycleSchedule(options, context));
        kind.Add<PolyScheduleOptions>("poly", typeof(PolySchedule), (options, context) => new PolySchedule(options, context));
        kind.Add<StepScheduleOptions>("step", typeof(StepSchedule), (options, context) => new StepSchedule(options, context));
    }
}
