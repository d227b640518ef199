using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Core.Reports;
using Occam.Graphs;
using Occam.Graphs.Native;
using Occam.Onnx.Runtime;
using TorchSharp;

namespace Occam.Cli.Commands;

/// <summary><c>occam bench</c>: how long models take in ONNX Runtime on this machine.</summary>
internal sealed class BenchCommand : ExampleCommand
{
    private readonly Session _session;
    private readonly Argument<string[]> _models = new("models") { Description = "One or more ONNX files; several are measured in turns and compared with the first. An experiment's config stands for its network before training and the model in its output folder.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _shape = ShapeOption.Create();
    private readonly Option<int?> _threads = CommonOptions.Threads("ONNX Runtime", "the usable cores of this machine");
    private readonly Option<double> _seconds = new Option<double>("--seconds")
    {
        Description = "How long each model is measured at least, in seconds.",
        DefaultValueFactory = _ => 1,
        HelpName = "seconds",
    }.Within(value => value is > 0 and <= 3600, "over 0, at most 3600");

    public BenchCommand(Session session)
        : base(
            "bench",
            "Measure the latency of models in ONNX Runtime on this machine: warm-up, then the median of many runs on random inputs. Several models take turns, so that the ratios hold also on a busy machine.",
            [
                "occam bench model.onnx                               latency of one model",
                "occam bench model.onnx model-pruned.onnx             how much faster the second is",
                "occam bench model.onnx --threads 1 --shape 8x3x224x224",
                "occam bench experiment.yaml                          an experiment's network before and after",
            ])
    {
        _session = session;
        Add(_models);
        Add(_shape);
        Add(_threads);
        Add(_seconds);
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        using var experiments = new ExperimentModels();
        var paths = parsed.GetRequiredValue(_models).SelectMany(experiments.Resolve).ToArray();
        Array.ForEach(paths, ModelFile.Check);
        var threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount;
        LibTorch.EnsureReady();
        using var scope = torch.NewDisposeScope();
        var sessions = new List<OnnxSession>();
        try
        {
            var inputs = new List<IReadOnlyList<torch.Tensor>>();
            var sizes = string.Empty;
            foreach (var path in paths)
            {
                using var graph = ModelFile.Read(path);
                inputs.Add(RandomInputs.For(graph, shapes: ShapeOption.Resolve(parsed.GetValue(_shape), graph)));
                sizes = sizes.Length > 0 ? sizes : Describe(graph, inputs[0]);
                sessions.Add(new OnnxSession(path, new OnnxSessionOptions { Threads = threads }));
            }

            var comparison = LatencyMeter.Compare(sessions, inputs, new LatencyOptions { MinimumDuration = TimeSpan.FromSeconds(parsed.GetValue(_seconds)) }, _session.Cancellation);
            Write(paths, comparison);
            _session.Terminal.Output.WriteLine($"ONNX Runtime {Versions.OnnxRuntime}, {threads} {(threads == 1 ? "thread" : "threads")}, inputs {sizes}{(paths.Length > 1 ? ", models taken in turns" : string.Empty)}.");
            return ExitCode.Success;
        }
        finally
        {
            sessions.ForEach(session => session.Dispose());
        }
    }

    private void Write(string[] paths, LatencyComparison comparison)
    {
        var table = PlainTable.Create("Model", ">Median", ">10 %", ">90 %", ">Runs", ">Faster than the first");
        for (var i = 0; i < paths.Length; i++)
        {
            var result = comparison.Results[i];
            table.AddTextRow(
                paths[i],
                Quantities.Milliseconds(result.Median),
                Quantities.Milliseconds(result.P10),
                Quantities.Milliseconds(result.P90),
                Quantities.Count(result.Runs),
                i == 0 ? "-" : Quantities.Ratio(comparison.SpeedUp(i)));
        }

        _session.Terminal.Console.Write(table);
    }

    private static string Describe(Graph graph, IReadOnlyList<torch.Tensor> inputs) =>
        string.Join(", ", graph.Inputs.Zip(inputs, (input, tensor) => $"{input.Name} {string.Join('x', tensor.shape)}"));
}
