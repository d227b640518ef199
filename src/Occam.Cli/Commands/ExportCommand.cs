using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Core.Experiments;
using Occam.Graphs.Native;

namespace Occam.Cli.Commands;

/// <summary><c>occam export</c>: the network of an experiment's newest checkpoint as ONNX.</summary>
internal sealed class ExportCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _config = new("config") { Description = "The YAML file of the experiment." };
    private readonly Option<string?> _run = new("--run") { Description = "The folder that the experiment was trained into. Default: out/ and the experiment's name.", HelpName = "folder" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The ONNX file to write. Default: model.onnx in that folder.", HelpName = "file" };
    private readonly Option<string[]> _set = CommonOptions.Set();

    public ExportCommand(Session session)
        : base(
            "export",
            "Write the network of an experiment's newest checkpoint as ONNX, also while the run is unfinished. (A run that ends has written it already.)",
            ["occam export experiment.yaml", "occam export experiment.yaml --run out/short --output half-way.onnx"])
    {
        _session = session;
        Add(_config);
        foreach (var option in new Option[] { _run, _output, _set })
        {
            Add(option);
        }

        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        LibTorch.EnsureReady();
        var experiment = Experiment.Load(parsed.GetRequiredValue(_config), parsed.GetValue(_set));
        var folder = parsed.GetValue(_run) ?? experiment.DefaultOutput;
        var path = parsed.GetValue(_output) ?? Experiment.ModelIn(folder);
        experiment.Export(folder, path);
        _session.Terminal.Output.WriteLine($"{path}: written from the checkpoint in {folder}.");
        return ExitCode.Success;
    }
}
