using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Core.Reports;
using Occam.Core.Reports.Html;
using Occam.Core.Reports.Runs;

namespace Occam.Cli.Commands;

/// <summary><c>occam report</c>: a page of one or several training runs.</summary>
internal sealed class ReportCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string[]> _runs = new("runs") { Description = "The output folders of experiments, or their log.jsonl; the others are compared with the first.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The HTML file to write: one page with pictures inside, nothing loaded from elsewhere.", HelpName = "file", DefaultValueFactory = _ => "runs.html" };

    public ReportCommand(Session session)
        : base(
            "report",
            "Write a page of one or several training runs, finished or not: a table that compares them, and the curves of test metrics, loss and learning rate.",
            [
                "occam report out/resnet20 --output resnet20.html",
                "occam report out/baseline out/distilled              the second against the first",
            ])
    {
        _session = session;
        Add(_runs);
        Add(_output);
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_output);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new UsageException($"There is no folder '{folder}' to write '{path}' into.");
        }

        var runs = Array.ConvertAll(parsed.GetRequiredValue(_runs), Read);
        File.WriteAllText(path, RunsPage.Write(runs));
        foreach (var run in runs.Select(RunSummary.Of))
        {
            var best = run.Best is { } value ? $", best {run.Metric} {(run.Metric!.StartsWith("top", StringComparison.Ordinal) ? Quantities.Percent(value) : $"{value:G5}")} at step {run.BestStep}" : string.Empty;
            _session.Terminal.Output.WriteLine($"{run.Name}: {run.State}, {run.Steps} steps{best}");
        }

        _session.Terminal.Output.WriteLine($"Wrote {path}.");
        return ExitCode.Success;
    }

    private static RunLog Read(string path)
    {
        try
        {
            return RunLog.Read(path);
        }
        catch (RunLogException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
