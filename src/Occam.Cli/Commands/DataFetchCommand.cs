using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Datasets.Public;

namespace Occam.Cli.Commands;

/// <summary><c>occam data fetch</c>: downloads a public data set and checks it.</summary>
internal sealed class DataFetchCommand : ExampleCommand
{
    private static readonly string Names = string.Join(", ", PublicDataset.All.Select(dataset => dataset.Name));

    private readonly Session _session;
    private readonly Argument<string> _name = new("name") { Description = $"The data set: {Names}." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder; made where it is missing. Default: data/ and the name.", HelpName = "folder" };

    public DataFetchCommand(Session session)
        : base(
            "fetch",
            "Download a public data set and check it by its SHA-256. What is in the folder already is checked and kept, so files that were brought there by hand are taken as well.",
            ["occam data fetch fashion-mnist", "occam data fetch cifar-10 --output data/cifar-10"])
    {
        _session = session;
        Add(_name);
        Add(_output);
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_name);
        var dataset = PublicDataset.All.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal))
            ?? throw new UsageException($"There is no data set '{name}' to fetch. Known are {Names}.");
        var folder = parsed.GetValue(_output) ?? Path.Combine("data", name);
        new DatasetDownload().Fetch(dataset, folder, _session.Terminal.Output.WriteLine, _session.Cancellation);
        _session.Terminal.Output.WriteLine($"{name} is in {folder}: use it as --data {folder}, or in a config as data: {{type: folder, path: {folder}}}.");
        return ExitCode.Success;
    }
}
