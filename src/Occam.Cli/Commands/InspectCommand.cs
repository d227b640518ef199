using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
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
        var analysis = Pruner.Analyse(graph, given);
        using var analysed = analysis.Graph;

        // The analysis has run the network already; where nothing was folded for it, its shapes are those of the file.
        var isSame = analysed.Nodes.Count == graph.Nodes.Count;
        var (shown, shapes) = isSame ? (analysed, analysis.Shapes) : (graph, ShapeInference.Run(graph, given));
        var costs = CostTable.Of(shown, shapes);
        if (parsed.GetValue(_json))
        {
            InspectJson.Write(_session.Terminal.Output, path, shown, shapes, costs, analysis);
        }
        else
        {
            var console = _session.Terminal.Console;
            var all = parsed.GetValue(_nodes);
            new CostView(console, shown, shapes, costs).Write(path, all);
            PruningView.Write(console, analysis, all);
        }

        return ExitCode.Success;
    }
}
