using System.CommandLine;
using Occam.Cli.Hosting;
using Occam.Cli.Rendering;
using Occam.Graphs;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using Spectre.Console;
using TorchSharp;

namespace Occam.Cli.Commands;

/// <summary><c>occam verify</c>: whether a network computes the same in TorchSharp and in ONNX Runtime, also after Occam wrote it.</summary>
internal sealed class VerifyCommand : ExampleCommand
{
    private const double DefaultTolerance = 1e-4;

    private readonly Session _session;
    private readonly Argument<string> _model = ModelFile.Argument();
    private readonly Option<string?> _case = new("--case")
    {
        Description = "A recorded ONNX test case instead of random inputs: a folder of input_0.pb, output_0.pb and so on. Its outputs are compared as well.",
        HelpName = "folder",
    };

    private readonly Option<string[]> _shape = ShapeOption.Create();
    private readonly Option<double> _tolerance = new Option<double>("--tolerance")
    {
        Description = "The largest relative difference, max |a-b| / max |b| of an output, that passes.",
        DefaultValueFactory = _ => DefaultTolerance,
        HelpName = "number",
    }.Within(value => value >= 0, "at least 0");

    private readonly Option<int> _seed = CommonOptions.Seed("random inputs");

    public VerifyCommand(Session session)
        : base(
            "verify",
            "Run a network in TorchSharp and in ONNX Runtime and compare every output, also after Occam has written and read it again. Exits 0 where all are within the tolerance, 1 where not.",
            [
                "occam verify model.onnx                              random inputs",
                "occam verify model.onnx --shape input=2x3x224x224    of other sizes",
                "occam verify model.onnx --case test_data_set_0       recorded inputs and outputs",
            ])
    {
        _session = session;
        Add(_model);
        Add(_case);
        Add(_shape);
        Add(_tolerance);
        Add(_seed);
        Validators.Add(result =>
        {
            if (result.GetResult(_case) is not null && result.GetResult(_shape) is not null)
            {
                result.AddError("--case brings inputs of its own; leave out --shape.");
            }
        });
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_model);
        var tolerance = parsed.GetValue(_tolerance);
        using var graph = ModelFile.Read(path);
        using var scope = torch.NewDisposeScope();
        var recorded = ReadCase(parsed.GetValue(_case));
        var inputs = recorded?.Inputs ?? RandomInputs.For(graph, (ulong)parsed.GetValue(_seed), ShapeOption.Resolve(parsed.GetValue(_shape), graph));
        var table = PlainTable.Create("Compared", "Output", ">Relative difference", "Result");
        var passed = Compare(graph, path, inputs, recorded, (what, result) => AddRows(table, what, result, tolerance));
        var console = _session.Terminal.Console;
        console.Write(table);
        _session.Terminal.Output.WriteLine(passed
            ? $"Equal within {tolerance:G}: {Path.GetFileName(path)}, inputs {Describe(graph, inputs)}."
            : $"DIFFERENT by more than {tolerance:G}: {Path.GetFileName(path)}, inputs {Describe(graph, inputs)}.");
        return passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static bool Compare(Graph graph, string path, IReadOnlyList<torch.Tensor> inputs, OnnxTestCase? recorded, Func<string, ParityResult, bool> report)
    {
        using var session = new OnnxSession(path);
        var expected = session.Run(inputs);
        var computed = ParityCheck.RunInTorch(graph, inputs);
        var passed = report("TorchSharp with ONNX Runtime", ParityCheck.Compare(graph, expected, computed));
        if (recorded is not null)
        {
            passed &= report("TorchSharp with the recorded outputs", ParityCheck.Compare(graph, recorded.Outputs, computed));
        }

        var bytes = OnnxWriter.ToBytes(graph);
        using var written = new OnnxSession(bytes);
        passed &= report("written again, ONNX Runtime with before", ParityCheck.Compare(graph, expected, written.Run(inputs)));
        using var again = OnnxReader.Read(bytes);
        if (!string.Equals(again.ToText(), graph.ToText(), StringComparison.Ordinal))
        {
            throw new OnnxException($"'{path}' is another graph after it was written and read again. This is a fault of Occam; please report it with the model.");
        }

        return passed & report("written and read again, TorchSharp with ONNX Runtime", ParityCheck.Compare(again, expected, ParityCheck.RunInTorch(again, inputs)));
    }

    private static OnnxTestCase? ReadCase(string? folder) => folder is null ? null
        : Directory.Exists(folder) ? OnnxTestCase.Read(folder)
        : throw new UsageException($"--case {folder}: there is no such folder (looked for {Path.GetFullPath(folder)}).");

    private static bool AddRows(Table table, string what, ParityResult result, double tolerance)
    {
        foreach (var output in result.Outputs)
        {
            table.AddTextRow(what, output.Output, output.Relative.ToString("0.0E+0"), output.Problem ?? (output.Relative <= tolerance ? "equal" : "DIFFERENT"));
        }

        return result.Outputs.All(output => output.Relative <= tolerance);
    }

    private static string Describe(Graph graph, IReadOnlyList<torch.Tensor> inputs) =>
        string.Join(", ", graph.Inputs.Zip(inputs, (input, tensor) => $"{input.Name} {string.Join('x', tensor.shape)}"));
}
