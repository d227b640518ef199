using Occam.Apis;
using Occam.Core.Reports;
using Occam.Core.Training;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>Measures accuracy, agreement and latency of the models, all in ONNX Runtime.</summary>
internal sealed class MeasureStage(Subject subject, TestSet test, int[] original, int threads, RunJournal journal)
{
    // What 8-bit dot products do in the time of one float operation of the same vector width.
    private const double IntegerAdvantage = 4;

    /// <summary>Measures.</summary>
    /// <param name="models">The models; the original first.</param>
    public IReadOnlyList<ModelFigures> Run(IReadOnlyList<Candidate> models)
    {
        journal.Begin(CompressStage.Measure, "testing the models");
        var predictions = models.Select((model, i) => i == 0 ? original : Predict(model)).ToArray();
        journal.Tick("latency", null);
        var latency = Latency(models);
        var figures = models.Select((model, i) => new ModelFigures
        {
            Name = model.Name,
            File = Path.GetFileName(model.Path),
            Accuracy = test.Accuracy(predictions[i]),
            Agreement = Evaluator.Agreement(predictions[i], original),
            Macs = model.Macs,
            Parameters = model.Parameters,
            FileBytes = new FileInfo(model.Path).Length,
            LatencyMilliseconds = latency.Results[i].Median,
            MeasuredSpeedup = i == 0 ? 1 : latency.SpeedUp(i),
            TheoreticalSpeedup = models[0].Macs / (model.Macs - model.IntegerMacs + (model.IntegerMacs / IntegerAdvantage)),
        }).ToArray();
        foreach (var model in figures)
        {
            journal.Note(
                $"{model.Name}: {(model.Accuracy is { } accuracy ? $"accuracy {Quantities.Percent(accuracy)}, " : string.Empty)}agreement {Quantities.Percent(model.Agreement)}, {Quantities.Milliseconds(model.LatencyMilliseconds)}",
                ("accuracy", model.Accuracy ?? 0),
                ("agreement", model.Agreement),
                ("milliseconds", model.LatencyMilliseconds));
        }

        return figures;
    }

    private int[] Predict(Candidate model)
    {
        journal.Tick($"testing {model.Name}", null);
        return test.Predict(model.Path, threads, journal.Cancellation);
    }

    private LatencyComparison Latency(IReadOnlyList<Candidate> models)
    {
        using var scope = NewDisposeScope();
        var image = subject.FirstImages(subject.FixedBatch ?? 1);
        var sessions = new List<OnnxSession>();
        try
        {
            sessions.AddRange(models.Select(model => new OnnxSession(model.Path, new OnnxSessionOptions { Threads = threads })));
            return LatencyMeter.Compare(sessions, [.. sessions.Select(_ => (IReadOnlyList<Tensor>)[image])], cancellation: journal.Cancellation);
        }
        finally
        {
            sessions.ForEach(session => session.Dispose());
        }
    }
}
