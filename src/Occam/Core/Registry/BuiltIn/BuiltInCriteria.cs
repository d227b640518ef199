using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The criteria of pruning that Occam brings; a new one is a line here.</summary>
internal static class BuiltInCriteria
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, IImportance> kind)
    {
        kind.Add<CriterionOptions>("activation_mean", typeof(ActivationMeanImportance), (_, _) => new ActivationMeanImportance());
        kind.Add<CriterionOptions>("apoz", typeof(ApozImportance), (_, _) => new ApozImportance());
        kind.Add<CriterionOptions>("bn_scale", typeof(BatchNormScaleImportance), (_, _) => new BatchNormScaleImportance());
        kind.Add<CriterionOptions>("fpgm", typeof(FpgmImportance), (_, _) => new FpgmImportance());
        kind.Add<GroupFisherOptions>("group_fisher", typeof(GroupFisherImportance), (options, _) => new GroupFisherImportance(options));
        kind.Add<HessianOptions>("hessian", typeof(HessianImportance), (options, _) => new HessianImportance(options.Examples));
        kind.Add<CriterionOptions>("l1", typeof(L1Importance), (_, _) => new L1Importance());
        kind.Add<CriterionOptions>("l2", typeof(L2Importance), (_, _) => new L2Importance());
        kind.Add<CriterionOptions>("lamp", typeof(LampImportance), (_, _) => new LampImportance());
        kind.Add<CriterionOptions>("random", typeof(RandomImportance), (_, _) => new RandomImportance());
        kind.Add<CriterionOptions>("taylor", typeof(TaylorImportance), (_, _) => new TaylorImportance());
    }
}
