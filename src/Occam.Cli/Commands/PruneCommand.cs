using System.CommandLine;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;

namespace Occam.Cli.Commands;

/// <summary><c>occam prune</c>: removes channels of any network, without training.</summary>
internal sealed class PruneCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _model = ModelFile.Argument();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder for the results; new or empty unless --overwrite is given.", HelpName = "folder" };
    private readonly PruningArguments _pruning = new("Those that look at what the network computes need --data.");
    private readonly Option<string?> _data = new("--data") { Description = "The folder of images for criteria that need data; accuracy is then measured before and after.", HelpName = "folder" };
    private readonly Option<string?> _planOnly = new("--plan-only") { Description = "Write the plan to this YAML file and prune nothing: read it, edit widths, apply it with --from-plan.", HelpName = "file" };
    private readonly Option<string[]> _shape = ShapeOption.Create();
    private readonly Option<int> _seed = CommonOptions.Seed("criteria that draw numbers");
    private readonly Option<int?> _threads = CommonOptions.Threads("measuring latency", "the usable cores of this machine");
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace the results of an earlier run in --output." };

    public PruneCommand(Session session)
        : base(
            "prune",
            "Remove channels from any network, without training it, and prove that nothing else changed. Leaves the pruned ONNX file, plan.yaml, report.html, report.json and certificate.json in --output. "
            + "A network loses accuracy by pruning: train the result, or let 'occam compress' prune and train.",
            [
                "occam prune model.onnx --target-macs 0.5 --output out/                     half the operations, by L1",
                "occam prune model.onnx --target-latency 0.5 --threads 1 --output out/      half the time on this machine",
                "occam prune model.onnx --target-params 0.3 --protect 'head*' --output out/",
                "occam prune model.onnx --target-macs 0.5 --plan-only plan.yaml             only say what would leave",
                "occam prune model.onnx --from-plan plan.yaml --output out/                 apply an edited plan",
            ])
    {
        _session = session;
        Add(_model);
        foreach (var option in (Option[])[_output, .. _pruning.All, _data, _planOnly, _shape, _seed, _threads, _overwrite])
        {
            Add(option);
        }

        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var options = Read(parsed);
        var terminal = _session.Terminal;
        var result = Prune.Run(options, step => terminal.Output.WriteLine($"{step} ..."), _session.Cancellation);
        PruneView.Write(terminal, result);
        return ExitCode.Success;
    }

    private PruneOptions Read(ParseResult parsed)
    {
        var model = parsed.GetRequiredValue(_model);
        IReadOnlyDictionary<string, long[]>? shapes = null;
        if (parsed.GetValue(_shape) is { Length: > 0 } given)
        {
            using var graph = ModelFile.Read(model);
            shapes = ShapeOption.Resolve(given, graph);
        }

        ModelFile.Check(model);
        return new()
        {
            Model = model,
            Output = parsed.GetValue(_output),
            Pruning = _pruning.Read(parsed, parsed.GetValue(_seed)),
            TargetLatency = _pruning.TargetLatency(parsed),
            LatencyTable = _pruning.LatencyTable(parsed),
            Data = parsed.GetValue(_data),
            Shapes = shapes,
            Threads = parsed.GetValue(_threads),
            PlanOnly = parsed.GetValue(_planOnly),
            FromPlan = _pruning.FromPlan(parsed),
            Overwrite = parsed.GetValue(_overwrite),
        };
    }
}
