using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Datasets.Public;

namespace Occam.Cli.Commands;

/// <summary><c>occam data list</c>: the public data sets that can be fetched.</summary>
internal sealed class DataListCommand : ExampleCommand
{
    private readonly Session _session;

    public DataListCommand(Session session)
        : base("list", "List the public data sets that 'occam data fetch' knows.", ["occam data list"])
    {
        _session = session;
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var table = PlainTable.Create("Name", "What it is", ">Download", "From");
        foreach (var dataset in PublicDataset.All)
        {
            table.AddTextRow(dataset.Name, dataset.Description, $"{dataset.Files.Sum(file => file.Bytes) / 1e6:F0} MB", new Uri(dataset.Mirrors[0]).Host);
        }

        _session.Terminal.Console.Write(table);
        return ExitCode.Success;
    }
}
