using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Core.Registry;

namespace Occam.Cli.Commands;

/// <summary><c>occam config list</c>: every name that <c>type:</c> can have.</summary>
internal sealed class ConfigListCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Option<string[]> _extension = CommonOptions.Extensions();

    public ConfigListCommand(Session session)
        : base("list", "List every component that a config can name after 'type:', by kind.", ["occam config list", "occam config list --extension mine.dll"])
    {
        _session = session;
        Add(_extension);
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var registry = ComponentRegistry.CreateDefault();
        Array.ForEach(parsed.GetValue(_extension) ?? [], registry.Load);
        var descriptions = new XmlDescriptions();
        var table = PlainTable.Create("Kind", "Name", "What it is");
        foreach (var kind in registry.Kinds)
        {
            foreach (var entry in kind.Entries)
            {
                table.AddTextRow(kind.Name, entry.Name, descriptions.FirstSentenceOf(entry.Component));
            }
        }

        _session.Terminal.Console.Write(table);
        return ExitCode.Success;
    }
}
