using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Core.Configs.Schema;
using Occam.Core.Experiments;
using Occam.Core.Registry;

namespace Occam.Cli.Commands;

/// <summary><c>occam config schema</c>: what an editor needs to complete and check configs.</summary>
internal sealed class ConfigSchemaCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Option<string[]> _extension = CommonOptions.Extensions();

    public ConfigSchemaCommand(Session session)
        : base(
            "schema",
            "Print the JSON Schema of an experiment's config. An editor with YAML support then completes keys and names and shows their descriptions.",
            ["occam config schema > occam.schema.json", "occam config schema --extension mine.dll > occam.schema.json"])
    {
        _session = session;
        Add(_extension);
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var registry = ComponentRegistry.CreateDefault();
        Array.ForEach(parsed.GetValue(_extension) ?? [], registry.Load);
        _session.Terminal.Output.WriteLine(ConfigSchema.For<ExperimentOptions>(registry));
        return ExitCode.Success;
    }
}
