using System.Text.Json;
using Occam.Apis;
using Occam.Core.Reports;
using Occam.Core.Reports.Html;
using Occam.Core.Training;
using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Graphs.Execution;
using Occam.Graphs.Native;
using Occam.Graphs.Passes;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>One compression, from the network that was read to the report.</summary>
internal sealed class CompressionRun
{
    private const int EvaluationBatch = 64;
    private const double ParityTolerance = 1e-4;
    private readonly CompressOptions _options;
    private readonly Subject _subject;
    private readonly RunFolder _folder;
    private readonly RunJournal _journal;
    private readonly TestSet _test;
    private readonly int _threads;
    private readonly List<Candidate> _models = [];
    private readonly List<Check> _parity = [];

    public CompressionRun(CompressOptions options, Subject subject, RunFolder folder, RunJournal journal)
    {
        (_options, _subject, _folder, _journal) = (options, subject, folder, journal);
        _threads = options.Threads ?? Environment.ProcessorCount;
        _test = new TestSet(subject, EvaluationBatch);
    }

    /// <summary>Runs all stages.</summary>
    public CompressResult Run(FileDigest input)
    {
        var original = Evaluate();
        using var pruned = _options.Prunes ? PruneStage.Run(_subject, _options, _folder, _journal) : null;
        TrainingFigures? training = null;
        if (pruned is not null && _options.FineTune)
        {
            training = new FineTuneStage(_subject, _options, _folder, _journal, _test, original).Run(pruned.Graph);
        }

        using var folded = Export(pruned?.Graph ?? _subject.Graph, pruned is not null);
        var (coverage, hasDotProduct) = _options.Quantize == NumberFormat.Int8 ? Quantize(folded, pruned is not null) : (null, true);
        var figures = new MeasureStage(_subject, _test, original, _threads, _journal).Run(_models);
        _journal.Begin(CompressStage.Report, "writing the report");
        var data = Describe();
        var machine = MachineInfo.Read();
        var unasked = _options.Quantize == NumberFormat.Int8 ? _options.Quantization.UnaskedRuntime : null;
        var integers = coverage?.Count(layer => layer.IsInteger) ?? 0; // an intended layer that ONNX Runtime left float has ended the run
        var certificate = new Certificate
        {
            Input = input,
            Outputs = [.. _models.Skip(1).Select(model => FileDigest.Of(model.Path))],
            Oracle = pruned?.Oracle ?? [],
            ProvedChannels = pruned?.Proof.ProvedChannels ?? 0,
            NotProved = pruned?.Proof.Excluded ?? [],
            Compensation = pruned?.Compensation,
            Parity = _parity,
            IntendedIntegerLayers = integers,
            IntegerLayers = unasked is null ? integers : 0,
            Seed = _options.Seed,
            Versions = new(Versions.Occam, Versions.TorchSharp, LibTorch.EnsureReady().Version.ToString(), Versions.OnnxRuntime, machine.Runtime),
        };
        return Finish(new()
        {
            Model = _folder.ModelName,
            Models = figures,
            Remarks = Remarks.Of(figures, data, _subject, coverage, hasDotProduct, unasked),
            Data = data,
            Pruning = pruned?.Figures,
            Training = training,
            Coverage = coverage,
            Certificate = certificate,
            Machine = machine,
            LatencyThreads = _threads,
            Stages = [.. _journal.Times],
        });
    }

    private int[] Evaluate()
    {
        _journal.Begin(CompressStage.Evaluate, $"the original on {_test.Count:N0} test images");
        var costs = CostTable.Measure(_subject.Graph);
        _models.Add(new("original", _options.Model, costs.Macs, costs.Parameters, 0));
        var predictions = _test.Predict(_options.Model, _threads, _journal.Cancellation);
        _journal.Note(
            $"original: {Quantities.Count(costs.Macs)} MACs, {Quantities.Count(costs.Parameters)} parameters{(_test.Accuracy(predictions) is { } accuracy ? $", accuracy {Quantities.Percent(accuracy)}" : string.Empty)}",
            ("macs", costs.Macs),
            ("parameters", costs.Parameters));
        return predictions;
    }

    // What is delivered has BatchNorm folded into the convolutions; training needs it apart.
    private Graph Export(Graph graph, bool write)
    {
        _journal.Begin(CompressStage.Export, "folding BatchNorm");
        var folded = graph.Clone();
        new FoldBatchNormPass().Apply(folded);
        folded.RemoveUnused();
        if (write)
        {
            var path = _folder.Model("pruned");
            OnnxWriter.Write(folded, path);
            var costs = CostTable.Measure(folded);
            _models.Add(new("pruned", path, costs.Macs, costs.Parameters, 0));
            _parity.Add(Parity(path, graph));
            _journal.Note($"wrote {Path.GetFileName(path)}: {Quantities.Count(costs.Macs)} MACs, {Quantities.Count(costs.Parameters)} parameters");
        }

        return folded;
    }

    private (IReadOnlyList<LayerFigures> Coverage, bool HasDotProduct) Quantize(Graph folded, bool isPruned)
    {
        var (model, layers) = QuantizeStage.Run(_subject, folded, _options.Quantization, _threads, _options.Seed, _journal);
        using (model)
        {
            var path = _folder.Model(isPruned ? "pruned-int8" : "int8");
            OnnxWriter.Write(model.Graph, path);
            var costs = CostTable.Measure(folded);
            _models.Add(new(isPruned ? "pruned+int8" : "int8", path, costs.Macs, costs.Parameters, layers.Where(layer => layer.IsInteger).Sum(layer => layer.Macs)));
            return (layers, model.HasDotProduct);
        }
    }

    private Check Parity(string path, Graph graph)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var session = new OnnxSession(path);
        var images = _subject.FirstImages(4);
        var difference = OutputDifference.Between(graph.Outputs[0].Name, session.Run([images])[0], new GraphExecutor(graph).Run([images])[0]);
        var check = new Check($"{Path.GetFileName(path)} in ONNX Runtime against the trained network in TorchSharp", difference.Relative, ParityTolerance);
        return check.Passed
            ? check
            : throw new CompressException($"'{path}' does not compute in ONNX Runtime what the network computes in TorchSharp: relative difference {check.Difference:G3}, at most {ParityTolerance} allowed.", false);
    }

    private DataFigures Describe() => new()
    {
        Description = _subject.Data.Rule.Replace(_options.Data, Path.GetFileName(Path.TrimEndingDirectorySeparator(_options.Data)), StringComparison.Ordinal),
        TrainImages = _subject.Data.Train.Count,
        TestImages = _subject.Data.Test.Count,
        Classes = _subject.Data.HasLabels ? _subject.Data.Train.Classes.Count : 0,
        ImageSize = string.Join('x', _subject.Spec.IsImage ? [_subject.Spec.Size.Channels, _subject.Spec.Size.Height, _subject.Spec.Size.Width] : _subject.Spec.ExampleShape),
        Normalisation = _subject.Normalisation,
    };

    private CompressResult Finish(CompressionReport report)
    {
        WholeFile.WriteText(_folder.Certificate, JsonSerializer.Serialize(report.Certificate, ReportJson.Default.Certificate));
        WholeFile.WriteText(_folder.Html, HtmlReport.Write(report));
        WholeFile.WriteText(_folder.Json, JsonSerializer.Serialize(report, ReportJson.Default.CompressionReport));
        CheckpointHistory.Delete(_folder.Checkpoint);
        File.Delete(_folder.TrainingState);
        _journal.Note($"wrote {_folder.Html}");
        _journal.End();
        return new(report, _folder.Path, [.. _models.Skip(1).Select(model => model.Path), _folder.Html, _folder.Json, _folder.Certificate]);
    }
}
