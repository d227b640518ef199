using Occam.Cli.Hosting;

namespace Occam.Cli.Commands;

/// <summary><c>occam config</c>: what configs say and what they may say.</summary>
internal sealed class ConfigCommand : ExampleCommand
{
    public ConfigCommand(Session session)
        : base(
            "config",
            "Look at YAML configs: check one, merge it with what it inherits, list the components that 'type:' can name, make editors know them.",
            ["occam config check experiment.yaml", "occam config show experiment.yaml --set training.seed=1", "occam config list"])
    {
        Add(new ConfigCheckCommand(session));
        Add(new ConfigShowCommand(session));
        Add(new ConfigListCommand(session));
        Add(new ConfigSchemaCommand(session));
    }
}
