using Occam.Core.Registry;
using Occam.Models.Distillers;
using Occam.Models.Distillers.Connectors;
using Occam.Models.Losses;

namespace Occam.Benchmarks.Distillation.Dense;

/// <summary>How a recipe is wired between two U-Nets: the wiring of <c>configs/distillation</c>, on the last map before the classifier, or on the map of logits.</summary>
/// <param name="Name">The recipe.</param>
/// <param name="Losses">Its losses; none is the student alone.</param>
/// <param name="Connectors">Its connectors.</param>
internal sealed record DenseRecipe(string Name, IReadOnlyList<DistilledLossOptions> Losses, IReadOnlyDictionary<string, Choice<ConnectorContext, Connector>> Connectors)
{
    private const string Map = "up1.relu2";
    private static readonly Dictionary<string, Choice<ConnectorContext, Connector>> None = [];

    /// <summary>The student alone, and the recipes that were published for segmentation and detection.</summary>
    public static IReadOnlyList<DenseRecipe> All { get; } =
    [
        new("baseline", [], None),
        new("cwd logits", [Loss("channel_wise", () => new ChannelWiseLoss(new() { Temperature = 4, Weight = 3 }), "logits")], None),
        new("cwd", [Loss("channel_wise", () => new ChannelWiseLoss(new() { Weight = 5 }), Map, "wide")], Wide(norm: false)),
        new("pkd", [Loss("pkd", () => new PkdLoss(new() { Weight = 6 }), Map, "wide")], Wide(norm: false)),
        new("mgd", [Loss("mgd", () => new MgdLoss(new() { Alpha = 2e-5 }), Map, "generator")], new Dictionary<string, Choice<ConnectorContext, Connector>>(StringComparer.Ordinal)
        {
            ["generator"] = new("mgd_generator", new MgdGeneratorOptions(), context => new MgdGenerator(new() { Masked = 0.5 }, context)),
        }),
        new("fbkd", [Fbkd()], new Dictionary<string, Choice<ConnectorContext, Connector>>(Wide(norm: true), StringComparer.Ordinal)
        {
            ["fbkd"] = new("fbkd_student", new FbkdStudentOptions(), context => new FbkdStudent(context)),
            ["relations"] = new("fbkd_teacher", new FbkdTeacherOptions(), context => new FbkdTeacher(context)),
        }),
    ];

    private static Dictionary<string, Choice<ConnectorContext, Connector>> Wide(bool norm) => new(StringComparer.Ordinal)
    {
        ["wide"] = new("convolution", new ConvolutionConnectorOptions(), context => new ConvolutionConnector(new() { Norm = norm, Relu = norm }, context)),
    };

    private static DistilledLossOptions Loss(string name, Func<Loss> make, string output, params string[] connectors) => new()
    {
        Loss = new(name, name, _ => make()),
        Inputs = new Dictionary<string, RecordedValueOptions>(StringComparer.Ordinal) { ["student"] = Recorded(output, connectors), ["teacher"] = Recorded(output) },
    };

    private static DistilledLossOptions Fbkd() => new()
    {
        Loss = new("fbkd", "fbkd", _ => new FbkdLoss(new())),
        Inputs = new Dictionary<string, RecordedValueOptions>(StringComparer.Ordinal)
        {
            ["student"] = Recorded(Map, "wide"),
            ["student_feature"] = Recorded(Map, "wide", "fbkd.feature"),
            ["student_channel"] = Recorded(Map, "wide", "fbkd.channel"),
            ["student_spatial"] = Recorded(Map, "wide", "fbkd.spatial"),
            ["student_relation"] = Recorded(Map, "wide", "fbkd.relation"),
            ["teacher"] = Recorded(Map),
            ["teacher_relation"] = Recorded(Map, "relations"),
        },
    };

    private static RecordedValueOptions Recorded(string output, params string[] connectors) =>
        output == "logits" ? new() { Value = output, Connectors = connectors } : new() { Output = output, Connectors = connectors };
}
