using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Core.Experiments;

namespace Occam.Cli.Commands;

/// <summary><c>occam config check</c>: whether a config is sound, before anything runs.</summary>
internal sealed class ConfigCheckCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _config = new("config") { Description = "The YAML file." };
    private readonly Option<string[]> _set = CommonOptions.Set();

    public ConfigCheckCommand(Session session)
        : base(
            "check",
            "Check an experiment's config without running it: every unknown key, wrong value and missing file at once, each with file:line:column.",
            ["occam config check experiment.yaml", "occam config check experiment.yaml --set training.epochs=3"])
    {
        _session = session;
        Add(_config);
        Add(_set);
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var experiment = Experiment.Load(parsed.GetRequiredValue(_config), parsed.GetValue(_set));
        var options = experiment.Options;
        _session.Terminal.Output.WriteLine($"{experiment.Name} is sound: {options.Model.Name} on {options.Data.Name}, {options.Algorithm.Name} with {options.Optimizer.Name}, {options.Training.Epochs} epochs.");
        return ExitCode.Success;
    }
}
