using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Core.Configs;

namespace Occam.Cli.Commands;

/// <summary><c>occam config show</c>: a config with all that it inherits.</summary>
internal sealed class ConfigShowCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _config = new("config") { Description = "The YAML file." };
    private readonly Option<string[]> _set = CommonOptions.Set();

    public ConfigShowCommand(Session session)
        : base(
            "show",
            "Print a config merged with the files that it inherits from (_base_), references resolved; a comment says of each value where it was written.",
            ["occam config show experiment.yaml", "occam config show experiment.yaml --set training.epochs=3"])
    {
        _session = session;
        Add(_config);
        Add(_set);
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        _session.Terminal.Output.Write(Config.Load(parsed.GetRequiredValue(_config), parsed.GetValue(_set)).ToYaml());
        return ExitCode.Success;
    }
}
