using System.CommandLine;
using System.Globalization;
using Occam.Cli.Hosting;
using Occam.Core.Experiments;
using Occam.Graphs.Native;

namespace Occam.Cli.Commands;

/// <summary><c>occam test</c>: how accurate an experiment's model is.</summary>
internal sealed class TestCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string> _config = new("config") { Description = "The YAML file of the experiment." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder that the experiment was trained into. Default: out/ and the experiment's name.", HelpName = "folder" };
    private readonly Option<string[]> _model = new("--model") { Description = "ONNX files to test in the place of the folder's model.onnx.", HelpName = "file", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<int?> _threads = CommonOptions.Threads("ONNX Runtime", "the usable cores of this machine");

    public TestCommand(Session session)
        : base(
            "test",
            "Test an experiment's model on the experiment's test images, as its users will run it: the ONNX file in ONNX Runtime.",
            ["occam test experiment.yaml", "occam test experiment.yaml --model before.onnx after.onnx"])
    {
        _session = session;
        Add(_config);
        foreach (var option in new Option[] { _output, _model, _set, _threads })
        {
            Add(option);
        }

        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        LibTorch.EnsureReady();
        var experiment = Experiment.Load(parsed.GetRequiredValue(_config), parsed.GetValue(_set));
        var models = parsed.GetValue(_model) is { Length: > 0 } given ? given : [Experiment.ModelIn(parsed.GetValue(_output) ?? experiment.DefaultOutput)];
        foreach (var model in models)
        {
            var accuracy = experiment.Test(model, parsed.GetValue(_threads) ?? Environment.ProcessorCount, _session.Cancellation);
            _session.Terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model}: {accuracy * 100:F2} % of the test images right in ONNX Runtime."));
        }

        return ExitCode.Success;
    }
}
