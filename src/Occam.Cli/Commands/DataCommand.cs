using Occam.Cli.Hosting;

namespace Occam.Cli.Commands;

/// <summary><c>occam data</c>: public data sets, and what a folder of data holds.</summary>
internal sealed class DataCommand : ExampleCommand
{
    public DataCommand(Session session)
        : base(
            "data",
            "Download public data sets, and look at data before training on it.",
            ["occam data list", "occam data fetch cifar-10 --output data/cifar-10", "occam data show data/cifar-10 --sheet sheet.html"])
    {
        Add(new DataFetchCommand(session));
        Add(new DataListCommand(session));
        Add(new DataShowCommand(session));
    }
}
