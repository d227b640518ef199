using Occam.Datasets;
using Occam.Models.Losses;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The losses of distillation that Occam brings; a new one is a line here.</summary>
internal static class BuiltInLosses
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<TrainingContext, Loss> kind)
    {
        kind.Add<ActivationOptions>("activation", typeof(ActivationLoss), (options, _) => new ActivationLoss(options));
        kind.Add<ActivationBoundaryOptions>("activation_boundary", typeof(ActivationBoundaryLoss), (options, _) => new ActivationBoundaryLoss(options));
        kind.Add<AttentionTransferOptions>("attention_transfer", typeof(AttentionTransferLoss), (options, _) => new AttentionTransferLoss(options));
        kind.Add<ChannelWiseOptions>("channel_wise", typeof(ChannelWiseLoss), (options, _) => new ChannelWiseLoss(options));
        kind.Add<CrdOptions>("crd", typeof(CrdLoss), (options, context) => new CrdLoss(options, context.Data.Train.Count, context.Seed, Labels(context.Data.Train)));
        kind.Add<DistOptions>("dist", typeof(DistLoss), (options, _) => new DistLoss(options));
        kind.Add<DkdOptions>("dkd", typeof(DkdLoss), (options, _) => new DkdLoss(options));
        kind.Add<FactorTransferOptions>("factor_transfer", typeof(FactorTransferLoss), (options, _) => new FactorTransferLoss(options));
        kind.Add<FbkdOptions>("fbkd", typeof(FbkdLoss), (options, _) => new FbkdLoss(options));
        kind.Add<HardLabelOptions>("hard_label", typeof(HardLabelLoss), (options, _) => new HardLabelLoss(options));
        kind.Add<InformationEntropyOptions>("information_entropy", typeof(InformationEntropyLoss), (options, _) => new InformationEntropyLoss(options));
        kind.Add<KlDivergenceOptions>("kl_divergence", typeof(KlDivergenceLoss), (options, _) => new KlDivergenceLoss(options));
        kind.Add<L1Options>("l1", typeof(L1Loss), (options, _) => new L1Loss(options));
        kind.Add<L2Options>("l2", typeof(L2Loss), (options, _) => new L2Loss(options));
        kind.Add<LabelLossOptions>("label", typeof(LabelLoss), (options, _) => new LabelLoss(options));
        kind.Add<MgdOptions>("mgd", typeof(MgdLoss), (options, _) => new MgdLoss(options));
        kind.Add<OfdOptions>("ofd", typeof(OfdLoss), (options, _) => new OfdLoss(options));
        kind.Add<OneHotLikeOptions>("one_hot_like", typeof(OneHotLikeLoss), (options, _) => new OneHotLikeLoss(options));
        kind.Add<PkdOptions>("pkd", typeof(PkdLoss), (options, _) => new PkdLoss(options));
        kind.Add<RkdAngleOptions>("rkd_angle", typeof(RkdAngleLoss), (options, _) => new RkdAngleLoss(options));
        kind.Add<RkdDistanceOptions>("rkd_distance", typeof(RkdDistanceLoss), (options, _) => new RkdDistanceLoss(options));
        kind.Add<SimilarityPreservingOptions>("similarity_preserving", typeof(SimilarityPreservingLoss), (options, _) => new SimilarityPreservingLoss(options));
        kind.Add<SoftCrossEntropyOptions>("soft_cross_entropy", typeof(SoftCrossEntropyLoss), (options, _) => new SoftCrossEntropyLoss(options));
        kind.Add<WsldOptions>("wsld", typeof(WsldLoss), (options, _) => new WsldLoss(options));
    }

    private static int[]? Labels(Dataset data) => data.HasLabels ? [.. Enumerable.Range(0, data.Count).Select(data.Label)] : null;
}
