using Occam.Cli.Hosting;

namespace Occam.Cli.Commands;

/// <summary><c>occam config</c>: what configs say and what they may say.</summary>
internal sealed class ConfigCommand : ExampleCommand
{
    public ConfigCommand(Session session)
        : base("config", "Look at YAML configs: merge a file with what it inherits, and list the components that 'type:' can name.", ["occam config show experiment.yaml --set seed=1", "occam config list"])
    {
        Add(new ConfigShowCommand(session));
        Add(new ConfigListCommand(session));
    }
}
