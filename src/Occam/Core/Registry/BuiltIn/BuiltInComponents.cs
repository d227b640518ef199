using Occam.Core.Training.Components;
using Occam.Models.Algorithms;
using Occam.Models.Distillers;
using Occam.Models.Pruners.Training;
using Occam.Models.Quantizers.Training;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The components that Occam brings; a new one is a line here.</summary>
internal static class BuiltInComponents
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, TrainingComponent> kind)
    {
        kind.Add<AuxiliaryHeadOptions>("auxiliary_head", typeof(AuxiliaryHead), (options, _) => new AuxiliaryHead(options));
        kind.Add<DistillerOptions>("distiller", typeof(Distiller), (options, context) => new Distiller(options, context));
        kind.Add<DropPathOptions>("drop_path", typeof(DropPath), (options, _) => new DropPath(options));
        kind.Add<GroupFisherPrunerOptions>("group_fisher_pruner", typeof(GroupFisherPruner), (options, _) => new GroupFisherPruner(options));
        kind.Add<GroupLassoOptions>("group_lasso", typeof(GroupLasso), (options, _) => new GroupLasso(options));
        kind.Add<PrunerOptions>("pruner", typeof(TrainingPruner), (options, context) => new TrainingPruner(options, context));
        kind.Add<ScaleSparsityOptions>("scale_sparsity", typeof(ScaleSparsity), (options, _) => new ScaleSparsity(options));
        kind.Add<QuantizationAwareOptions>("quantizer", typeof(QuantizationAwareTraining), (options, context) => new QuantizationAwareTraining(options, context));
    }
}
