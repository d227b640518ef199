using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Cost;
using Occam.Graphs.Shapes;
using Occam.Models.Pruners;

namespace Occam.Cli.Commands;

/// <summary><c>occam inspect</c>: what a network is made of and what it costs.</summary>
internal sealed class InspectCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _model = ModelFile.Argument();
    private readonly Option<string[]> _shape = ShapeOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print everything as JSON." };
    private readonly Option<bool> _text = new("--text") { Description = "Print the graph as text, a node a line." };
    private readonly Option<bool> _nodes = new("--nodes") { Description = $"List every node, also of networks with more than {CostView.ShownNodes} (default: those are summarised by operator)." };

    public InspectCommand(Session session)
        : base(
            "inspect",
            "Show what a network is made of and what it costs: shapes, multiply-accumulate operations (MACs), parameters and bytes of activations per node, and what can be pruned.",
            [
                "occam inspect model.onnx                            nodes, costs, totals",
                "occam inspect model.onnx --shape input=8x3x160x160  for other input sizes",
                "occam inspect model.onnx --json > model.json        for programs",
                "occam inspect model.onnx --text                     the graph, a node a line",
            ])
    {
        _session = session;
        Add(_model);
        Add(_shape);
        Add(_json);
        Add(_text);
        Add(_nodes);
        Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_text))
            {
                result.AddError("--json and --text cannot be combined; choose one.");
            }
        });
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_model);
        using var graph = ModelFile.Read(path);
        if (parsed.GetValue(_text))
        {
            _session.Terminal.Output.Write(graph.ToText());
            return ExitCode.Success;
        }

        var given = ShapeOption.Resolve(parsed.GetValue(_shape), graph);
        var analysis = IsFolded(graph) ? ChannelAnalysis.Run(graph, given) : Pruner.Analyse(graph, given);
        using var copy = ReferenceEquals(analysis.Graph, graph) ? null : analysis.Graph;
        var shapes = copy is null ? analysis.Shapes : ShapeInference.Run(graph, given);
        var costs = CostTable.Of(graph, shapes);
        if (parsed.GetValue(_json))
        {
            InspectJson.Write(_session.Terminal.Output, path, graph, shapes, costs, analysis);
        }
        else
        {
            var console = _session.Terminal.Console;
            var all = parsed.GetValue(_nodes);
            new CostView(console, graph, shapes, costs).Write(path, all);
            PruningView.Write(console, analysis, all);
        }

        return ExitCode.Success;
    }

    // Without sub-graphs that compute shapes or constants, the analysis needs no copy of the network, and has run it already.
    private static bool IsFolded(Graph graph) => !graph.Nodes.Any(node =>
        node.Inputs.OfType<Value>().All(value => value.IsConstant)
        || (node.Operator is { } op && op.HostInputs.Any(index => node.OptionalInput(index) is { IsConstant: false })));
}
