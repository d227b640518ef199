using System.CommandLine;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;

namespace Occam.Cli.Commands;

/// <summary>The options of commands that prune: targets, criterion, ranking, limits, a plan.</summary>
internal sealed class PruningArguments
{
    private static readonly string Criteria = string.Join(", ", StandardCriteria.Names);

    private readonly Option<double?> _macs = Share("--target-macs", "multiply-accumulate operations: 0.5 halves them");
    private readonly Option<double?> _parameters = Share("--target-params", "trained numbers");
    private readonly Option<double?> _activations = Share("--target-activations", "bytes of activations");
    private readonly Option<double?> _latency = Share("--target-latency", "time in ONNX Runtime on this machine; kernels are measured where the table does not have them, and widths are those that save time");
    private readonly Option<string?> _table = new("--latency-table") { Description = "The file of measured kernels for --target-latency. Default: one in your cache folder.", HelpName = "file" };
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
        CustomParser = result => Shares.Parse(result),
    }.Within(value => value is >= 0 and < 1, "a share of at least 0, under 1 (0.9 or 90%)");

    private readonly Option<string[]> _protect = new("--protect") { Description = "Nodes whose output channels all stay, by name; * stands for any characters. Repeat it for more.", HelpName = "pattern" };
    private readonly Option<int> _multiple = new Option<int>("--multiple")
    {
        Description = "Widths are rounded to a multiple of this.",
        DefaultValueFactory = _ => 8,
        HelpName = "number",
    }.Within(value => value >= 1, "at least 1");

    private readonly Option<string?> _fromPlan = new("--from-plan") { Description = "Apply this plan instead of a target.", HelpName = "file" };
    private readonly Option<string> _criterion;

    /// <summary>Makes the options.</summary>
    /// <param name="needsData">What a criterion that looks at what the network computes needs, a sentence; empty where the command has it anyway.</param>
    public PruningArguments(string needsData)
    {
        _criterion = new Option<string>("--criterion")
        {
            Description = $"How channels are ranked: {Criteria}{(needsData.Length > 0 ? $". {needsData}" : " (docs/methods/pruning-criteria.md).")}",
            DefaultValueFactory = _ => "l1",
            HelpName = "name",
        }.Within(value => StandardCriteria.Names.Contains(value, StringComparer.Ordinal), $"one of {Criteria}");
    }

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_macs, _parameters, _activations, _latency, _table, _criterion, _ranking, _maxRatio, _protect, _multiple, _fromPlan];

    /// <summary>Whether there is anything to prune for: a target or a plan.</summary>
    public bool IsAsked(System.CommandLine.Parsing.CommandResult result) => new Option[] { _macs, _parameters, _activations, _latency, _fromPlan }.Any(option => result.GetResult(option) is not null);

    /// <summary>The share of the measured latency that may stay.</summary>
    public double? TargetLatency(ParseResult parsed) => parsed.GetValue(_latency);

    /// <summary>The file of measured kernels.</summary>
    public string? LatencyTable(ParseResult parsed) => parsed.GetValue(_table);

    /// <summary>The plan to apply.</summary>
    public string? FromPlan(ParseResult parsed) => parsed.GetValue(_fromPlan);

    /// <summary>The rest, as the library takes it.</summary>
    public PruningOptions Read(ParseResult parsed, int seed) => new()
    {
        TargetMacs = parsed.GetValue(_macs),
        TargetParameters = parsed.GetValue(_parameters),
        TargetActivations = parsed.GetValue(_activations),
        Criterion = parsed.GetRequiredValue(_criterion),
        Ranking = parsed.GetValue(_ranking),
        MaximumRatio = parsed.GetValue(_maxRatio),
        Protected = parsed.GetValue(_protect) ?? [],
        WidthMultiple = parsed.GetValue(_multiple),
        Seed = seed,
    };

    private static Option<double?> Share(string name, string what) => new Option<double?>(name)
    {
        Description = $"The share that may stay of the {what}.",
        HelpName = "share",
        CustomParser = result => Shares.Parse(result),
    }.Within(value => value is > 0 and <= 1, "a share over 0, at most 1 (0.5 or 50%)");
}
