using System.CommandLine;
using System.Globalization;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Core.Experiments;
using Occam.Core.Reports;
using Occam.Core.Search;

namespace Occam.Cli.Commands;

/// <summary><c>occam search</c>: the best subnet of a trained supernet.</summary>
internal sealed class SearchCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _config = new("config") { Description = "The YAML file by which the supernet was trained; its 'search:' says how to search." };
    private readonly Option<string?> _supernet = new("--supernet") { Description = "The trained supernet. Default: supernet.onnx in the folder that occam train leaves.", HelpName = "file" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder for the results. Default: search in that folder.", HelpName = "folder" };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the search that was stopped; it ends as if it had not been." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Start again over the search that is in the output folder." };

    public SearchCommand(Session session)
        : base(
            "search",
            "Search the best subnet of a trained supernet under limits on multiply-accumulates, parameters and measured latency. Leaves subnet.yaml (to be retrained by occam train), subnet.onnx, search.csv and search.html.",
            [
                "occam search supernet.yaml",
                "occam search supernet.yaml --set search.maximum_macs=1.5e6 --output out/small",
                "occam search supernet.yaml --resume",
            ])
    {
        _session = session;
        Add(_config);
        foreach (var option in new Option[] { _supernet, _output, _set, _resume, _overwrite })
        {
            Add(option);
        }

        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var experiment = Experiment.Load(parsed.GetRequiredValue(_config), parsed.GetValue(_set));
        var folder = parsed.GetValue(_output) ?? Path.Combine(experiment.DefaultOutput, "search");
        var run = new SearchRunOptions
        {
            Supernet = parsed.GetValue(_supernet) ?? Experiment.SupernetIn(experiment.DefaultOutput),
            Output = folder,
            Resume = parsed.GetValue(_resume),
            Overwrite = parsed.GetValue(_overwrite),
        };
        try
        {
            var result = Search.Run(experiment, run, Show, _session.Cancellation);
            _session.Terminal.Output.WriteLine($"{result.File}: {Quantities.Percent(result.Score)} of the validation images right with the supernet's weights, {Quantities.Count(result.Macs)} MACs, {Quantities.Count(result.Parameters)} parameters, the best of {result.Measured:N0} measured.");
            if (result.Latency is { } latency)
            {
                _session.Terminal.Output.WriteLine($"Latency of one image, one thread: {Quantities.Milliseconds(latency.Measured)} measured{(latency.Predicted is { } predicted ? $", {Quantities.Milliseconds(predicted)} by the table of kernels" : string.Empty)}.");
            }

            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            _session.Terminal.Error.WriteLine($"Stopped. The generations that were done are kept in {folder}; the same command with --resume goes on from there.");
            return ExitCode.Interrupted;
        }
    }

    private void Show(SearchStatus status)
    {
        var front = string.Join("  ", status.Front.Select(seen => string.Create(CultureInfo.InvariantCulture, $"{Quantities.Count((long)seen.Figures[0])}: {seen.Score * 100:F2} %")));
        _session.Terminal.Output.WriteLine($"{status.Unit} {status.Generation}/{status.Generations}  {status.Measured:N0} measured  best {Quantities.Percent(status.Best.Score)} at {Quantities.Count((long)status.Best.Figures[0])} MACs  front {front}");
        _session.Terminal.Output.Flush();
    }
}
