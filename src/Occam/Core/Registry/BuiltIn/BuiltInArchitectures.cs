using Occam.Core.Training;
using Occam.Graphs;
using Occam.Models.Architectures;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Onnx;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The networks that Occam brings; a new one is a line here.</summary>
internal static class BuiltInArchitectures
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<ArchitectureContext, Graph> kind)
    {
        kind.Add<CheckpointNetworkOptions>("checkpoint", typeof(CheckpointNetwork), CheckpointNetwork.Read);
        kind.Add<OnnxFileOptions>("onnx", typeof(OnnxReader), (options, context) => OnnxReader.Read(options.File, context.Operators));
        kind.Add<MobileNetV2Options>("mobilenet_v2", typeof(MobileNetV2), (options, context) => options.Build(context.Seed));
        kind.Add<ResNetOptions>("resnet", typeof(ResNet), (options, context) => ResNet.Build(options, context.Seed));
        kind.Add<ZooOptions>("zoo", typeof(Zoo), (options, context) => options.Build(context.Seed));
        kind.Add<MlpOptions>("mlp", typeof(Mlp), (options, context) => options.Build(context.Seed));
        kind.Add<LeNetOptions>("lenet", typeof(LeNet), (options, context) => options.Build(context.Seed));
        kind.Add<VggOptions>("vgg", typeof(Vgg), (options, context) => options.Build(context.Seed));
        kind.Add<WideResNetOptions>("wide_resnet", typeof(WideResNet), (options, context) => options.Build(context.Seed));
        kind.Add<MobileNetV3Options>("mobilenet_v3", typeof(MobileNetV3), (options, context) => options.Build(context.Seed));
        kind.Add<ShuffleNetV2Options>("shufflenet_v2", typeof(ShuffleNetV2), (options, context) => options.Build(context.Seed));
        kind.Add<SposShuffleNetOptions>("spos_shufflenet", typeof(SposShuffleNet), (options, context) => options.Build(context.Seed));
        kind.Add<SubnetArchitectureOptions>("subnet", typeof(SubnetArchitecture), SubnetArchitecture.Build);
        kind.Add<ProxylessMobileNetOptions>("proxyless_mobilenet", typeof(ProxylessMobileNet), (options, context) => options.Build(context.Seed));
        kind.Add<AutoSlimMobileNetV2Options>("autoslim_mobilenet_v2", typeof(MobileNetV2), (options, context) => options.Build(context.Seed));
        kind.Add<UnitSpaceOptions>("onnx_units", typeof(UnitSpace), UnitSpace.Build);
        kind.Add<ConvNeXtOptions>("convnext", typeof(ConvNeXt), (options, context) => options.Build(context.Seed));
        kind.Add<VisionTransformerOptions>("vision_transformer", typeof(VisionTransformer), (options, context) => options.Build(context.Seed));
        kind.Add<DartsOptions>("darts", typeof(DartsSupernet), (options, context) => options.Build(context.Seed));
        kind.Add<DartsCellsOptions>("darts_cells", typeof(DartsCells), (options, context) => options.Build(context.Seed));
    }
}
