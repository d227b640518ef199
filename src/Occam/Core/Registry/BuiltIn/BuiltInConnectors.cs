using Occam.Models.Distillers.Connectors;

namespace Occam.Core.Registry.BuiltIn;

/// <summary>The connectors of distillation that Occam brings; a new one is a line here.</summary>
internal static class BuiltInConnectors
{
    /// <summary>Registers them.</summary>
    public static void Register(ComponentKind<ConnectorContext, Connector> kind)
    {
        kind.Add<ByotBranchOptions>("byot_branch", typeof(ByotBranch), (options, context) => new ByotBranch(options, context));
        kind.Add<ConvolutionConnectorOptions>("convolution", typeof(ConvolutionConnector), (options, context) => new ConvolutionConnector(options, context));
        kind.Add<CrdHeadOptions>("crd_head", typeof(CrdHead), (options, context) => new CrdHead(options, context));
        kind.Add<FbkdStudentOptions>("fbkd_student", typeof(FbkdStudent), (_, context) => new FbkdStudent(context));
        kind.Add<FbkdTeacherOptions>("fbkd_teacher", typeof(FbkdTeacher), (_, context) => new FbkdTeacher(context));
        kind.Add<FlattenConnectorOptions>("flatten", typeof(FlattenConnector), (_, context) => new FlattenConnector(context));
        kind.Add<LinearConnectorOptions>("linear", typeof(LinearConnector), (options, context) => new LinearConnector(options, context));
        kind.Add<MgdGeneratorOptions>("mgd_generator", typeof(MgdGenerator), (options, context) => new MgdGenerator(options, context));
        kind.Add<NormalisationConnectorOptions>("normalisation", typeof(NormalisationConnector), (options, context) => new NormalisationConnector(options, context));
        kind.Add<OfdMarginOptions>("ofd_margin", typeof(OfdMargin), (_, context) => new OfdMargin(context));
        kind.Add<ParaphraserOptions>("paraphraser", typeof(Paraphraser), (options, context) => new Paraphraser(options, context));
        kind.Add<PoolingConnectorOptions>("pooling", typeof(PoolingConnector), (options, context) => new PoolingConnector(options, context));
        kind.Add<TranslatorOptions>("translator", typeof(Translator), (options, context) => new Translator(options, context));
    }
}
