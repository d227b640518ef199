using System.Text.Json;
using Occam.Apis;
using Occam.Core.Compression;
using Occam.Core.Plans;
using Occam.Core.Reports;
using Occam.Core.Reports.Html;
using Occam.Core.Training;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Cost;
using Occam.Graphs.Native;
using Occam.Models.Pruners;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Pruning;

/// <summary>One prune, from the file that was read to the report.</summary>
internal sealed class PruneRun(PruneOptions options, Action<string> progress, CancellationToken cancellation)
{
    private const int DataBatch = 32;
    private const double ParityTolerance = 1e-4;
    private readonly int _threads = options.Threads ?? Environment.ProcessorCount;

    /// <summary>Plans, and prunes where more than a plan is wanted.</summary>
    public PruneResult Run()
    {
        using var graph = OnnxReader.Read(options.Model);
        using var subject = options.Data is { } data ? Subject.Read(new CompressOptions { Model = options.Model, Data = data, Output = string.Empty }) : null;
        Step("finding what can be pruned");
        var analysis = Pruner.Analyse(graph, options.Shapes);
        using var analysed = analysis.Graph;
        Step("scoring channels");
        var scores = Pruner.Score(analysis, options.Pruning, subject is null ? null : new CriterionData(subject.Batches(subject.Data.Calibration, DataBatch)));
        var plan = options.FromPlan is { } path ? PlanReader.Read(path, analysis, scores)
            : LatencyPlan.Make(analysis, scores, options.Pruning, options.TargetLatency, options.LatencyTable, _threads, () => Step("measuring kernels"), cancellation);
        UnitWidth[] units = [.. plan.Units.Select(unit => new UnitWidth(unit.Unit.Name, unit.Unit.Channels.Count, unit.Kept, unit.Unit.WhyNotZeroEquivalent))];
        if (options.PlanOnly is { } planPath)
        {
            WholeFile.WriteText(planPath, PlanWriter.Write(Path.GetFileName(options.Model), analysis, scores, plan));
            return new(null, units, [planPath]);
        }

        Step("removing channels");
        var compensation = options.Pruning.Compensate ? Pruner.Compensate(analysis, plan, options.Shapes) : Compensation.None;
        using var pruned = Pruner.Apply(analysis, plan, compensation);
        return Finish(graph, analysis, scores, plan, compensation, pruned, units, subject);
    }

    private void Step(string what)
    {
        cancellation.ThrowIfCancellationRequested();
        progress(what);
    }

    private PruneResult Finish(Graph graph, ChannelAnalysis analysis, ChannelScores scores, PruningPlan plan, Compensation compensation, Graph pruned, UnitWidth[] units, Subject? subject)
    {
        using var scope = NewDisposeScope();
        var inputs = RandomInputs.For(analysis.Graph, shapes: options.Shapes);
        Step("proving the removal");
        var oracle = PruningOracle.Check(analysis, plan, inputs, compensation);
        var parity = new Check("pruned in ONNX Runtime against TorchSharp", ParityCheck.Run(pruned, inputs).Largest, ParityTolerance);
        if (!oracle.Passed || !parity.Passed)
        {
            throw new CompressException($"The proof of the prune failed: the outputs differ from those of the same channels zeroed by {oracle.TorchDifference:G3} in TorchSharp and {oracle.OnnxRuntimeDifference:G3} in ONNX Runtime, and between the two by {parity.Difference:G3}; at most {oracle.Tolerance} is allowed. This is a fault of Occam; please report it with the model.", false);
        }

        var name = Path.GetFileNameWithoutExtension(options.Model);
        Directory.CreateDirectory(options.Output!);
        var model = Path.Combine(options.Output!, $"{name}-pruned.onnx");
        OnnxWriter.Write(pruned, model);
        Step("measuring");
        var latency = Latency(model, inputs);
        var test = subject is null ? null : new TestSet(subject, DataBatch);
        var before = test?.Predict(options.Model, _threads, cancellation);
        var after = test?.Predict(model, _threads, cancellation);
        var machine = MachineInfo.Read();
        var report = new PruneReport
        {
            Model = name,
            Criterion = scores.Criterion,
            Before = Figures(graph, options.Model, latency.Results[0], before is null ? null : test!.Accuracy(before)),
            After = Figures(pruned, model, latency.Results[1], after is null ? null : test!.Accuracy(after)),
            MeasuredSpeedup = latency.SpeedUp(1),
            Agreement = before is null ? null : Evaluator.Agreement(after!, before),
            Units = units,
            Frozen = [.. analysis.Frozen.Select(frozen => new FrozenWidth(frozen.Node.Name, frozen.Count, frozen.Reason))],
            Certificate = new()
            {
                Input = FileDigest.Of(options.Model),
                Outputs = [FileDigest.Of(model)],
                Oracle =
                [
                    new("pruned against the same channels zeroed, TorchSharp", oracle.TorchDifference, oracle.Tolerance),
                    new("pruned against the same channels zeroed, ONNX Runtime", oracle.OnnxRuntimeDifference, oracle.Tolerance),
                ],
                ProvedChannels = oracle.ProvedChannels,
                NotProved = oracle.Excluded,
                Compensation = CompensationFigures.Of(compensation),
                Parity = [parity],
                Seed = options.Pruning.Seed,
                Versions = new(Versions.Occam, Versions.TorchSharp, LibTorch.EnsureReady().Version.ToString(), Versions.OnnxRuntime, machine.Runtime),
            },
            Machine = machine,
            LatencyThreads = _threads,
        };
        return new(report, units, [model, .. Write(report, analysis, scores, plan)]);
    }

    private string[] Write(PruneReport report, ChannelAnalysis analysis, ChannelScores scores, PruningPlan plan)
    {
        (string Name, string Text)[] files =
        [
            ("plan.yaml", PlanWriter.Write(Path.GetFileName(options.Model), analysis, scores, plan)),
            ("certificate.json", JsonSerializer.Serialize(report.Certificate, ReportJson.Default.Certificate)),
            ("report.html", PrunePage.Write(report)),
            ("report.json", JsonSerializer.Serialize(report, ReportJson.Default.PruneReport)),
        ];
        foreach (var (name, text) in files)
        {
            WholeFile.WriteText(Path.Combine(options.Output!, name), text);
        }

        return [.. files.Select(file => Path.Combine(options.Output!, file.Name))];
    }

    private LatencyComparison Latency(string model, IReadOnlyList<Tensor> inputs)
    {
        var settings = new OnnxSessionOptions { Threads = _threads };
        using var original = new OnnxSession(options.Model, settings);
        using var smaller = new OnnxSession(model, settings);
        return LatencyMeter.Compare([original, smaller], [inputs, inputs], cancellation: cancellation);
    }

    private PruneFigures Figures(Graph graph, string path, LatencyResult latency, double? accuracy)
    {
        var costs = CostTable.Measure(graph, options.Shapes);
        return new(costs.Macs, costs.Parameters, costs.ActivationBytes, new FileInfo(path).Length, latency.Median, accuracy);
    }
}
