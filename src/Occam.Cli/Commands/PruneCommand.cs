using System.CommandLine;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;

namespace Occam.Cli.Commands;

/// <summary><c>occam prune</c>: removes channels of any network, without training.</summary>
internal sealed class PruneCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _model = ModelFile.Argument();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder for the results; new or empty unless --overwrite is given.", HelpName = "folder" };
    private readonly Option<double?> _macs = Share("--target-macs", "multiply-accumulate operations");
    private readonly Option<double?> _parameters = Share("--target-params", "trained numbers");
    private readonly Option<double?> _activations = Share("--target-activations", "bytes of activations");
    private readonly Option<double?> _latency = Share("--target-latency", "time in ONNX Runtime on this machine; kernels are measured where the table does not have them, and widths are those that save time");
    private readonly Option<string?> _table = new("--latency-table") { Description = "The file of measured kernels for --target-latency. Default: one in your cache folder.", HelpName = "file" };
    private readonly Option<string> _criterion = new Option<string>("--criterion")
    {
        Description = $"How channels are ranked: {string.Join(", ", StandardCriteria.Names)}. Those that look at what the network computes need --data.",
        DefaultValueFactory = _ => "l1",
        HelpName = "name",
    }.Within(value => StandardCriteria.Names.Contains(value, StringComparer.Ordinal), $"one of {string.Join(", ", StandardCriteria.Names)}");

    private readonly Option<RankingScope> _ranking = new("--ranking")
    {
        Description = "Which channels are ranked against each other: all (global), those of a unit (local), those of units that are built alike (isomorphic).",
        DefaultValueFactory = _ => RankingScope.Global,
        HelpName = "scope",
    };

    private readonly Option<double> _maxRatio = new Option<double>("--max-ratio")
    {
        Description = "The largest share of a unit's channels that may leave.",
        DefaultValueFactory = _ => 0.9,
        HelpName = "share",
    }.Within(value => value is >= 0 and < 1, "at least 0, under 1");

    private readonly Option<string[]> _protect = new("--protect") { Description = "Nodes whose output channels all stay, by name; * stands for any characters. Repeat it for more.", HelpName = "pattern" };
    private readonly Option<int> _multiple = new Option<int>("--multiple")
    {
        Description = "Widths are rounded to a multiple of this.",
        DefaultValueFactory = _ => 8,
        HelpName = "number",
    }.Within(value => value >= 1, "at least 1");

    private readonly Option<string?> _data = new("--data") { Description = "The folder of images for criteria that need data; accuracy is then measured before and after.", HelpName = "folder" };
    private readonly Option<string?> _planOnly = new("--plan-only") { Description = "Write the plan to this YAML file and prune nothing: read it, edit widths, apply it with --from-plan.", HelpName = "file" };
    private readonly Option<string?> _fromPlan = new("--from-plan") { Description = "Apply this plan instead of a target.", HelpName = "file" };
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
        foreach (var option in new Option[] { _output, _macs, _parameters, _activations, _latency, _table, _criterion, _ranking, _maxRatio, _protect, _multiple, _data, _planOnly, _fromPlan, _shape, _seed, _threads, _overwrite })
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
            Pruning = new()
            {
                TargetMacs = parsed.GetValue(_macs),
                TargetParameters = parsed.GetValue(_parameters),
                TargetActivations = parsed.GetValue(_activations),
                Criterion = parsed.GetRequiredValue(_criterion),
                Ranking = parsed.GetValue(_ranking),
                MaximumRatio = parsed.GetValue(_maxRatio),
                Protected = parsed.GetValue(_protect) ?? [],
                WidthMultiple = parsed.GetValue(_multiple),
                Seed = parsed.GetValue(_seed),
            },
            TargetLatency = parsed.GetValue(_latency),
            LatencyTable = parsed.GetValue(_table),
            Data = parsed.GetValue(_data),
            Shapes = shapes,
            Threads = parsed.GetValue(_threads),
            PlanOnly = parsed.GetValue(_planOnly),
            FromPlan = parsed.GetValue(_fromPlan),
            Overwrite = parsed.GetValue(_overwrite),
        };
    }

    private static Option<double?> Share(string name, string what) => new Option<double?>(name)
    {
        Description = $"The share that may stay of the {what}.",
        HelpName = "share",
    }.Within(value => value is > 0 and <= 1, "a share over 0, at most 1");
}
