using System.Diagnostics;
using System.Text.Json;
using Occam.Core.Search;
using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs.Cost;
using Occam.Onnx;

namespace Occam.Core.Experiments;

/// <summary>Trains an experiment and leaves its model and result in a folder.</summary>
internal sealed class ExperimentRun(Experiment experiment, ExperimentRunOptions run, Action<RunStatus>? progress, Action<string>? say)
{
    private readonly ExperimentFolder _folder = new(run.Output);

    /// <summary>Trains to the end; see <see cref="Experiment.Train"/>.</summary>
    public ExperimentResult Execute(CancellationToken cancellation)
    {
        using var prepared = PreparedExperiment.Of(experiment);
        _folder.Begin(experiment, run.Resume, run.Overwrite);
        var test = prepared.Data.HasLabels ? prepared.TestBatches(experiment.Options.Training) : null;
        var watch = Stopwatch.StartNew();
        using var runner = Runner(prepared, test);
        runner.Run(_folder.Checkpoint, cancellation);
        using var averaged = runner.Status.UseAveragedWeights();
        Export(prepared, _folder.Model);
        if (prepared.Algorithm.Supernet is { } supernet)
        {
            HeldOutImages.Write(supernet, prepared.Data);
            OnnxWriter.Write(supernet, _folder.Supernet);
        }

        var result = Measure(prepared, test, runner.Status.Step, watch, cancellation);
        WholeFile.WriteText(_folder.Result, JsonSerializer.Serialize(result, ExperimentJson.Default.ExperimentResult));
        return result;
    }

    /// <summary>Writes the network as the run's checkpoint has it; see <see cref="Experiment.Export"/>.</summary>
    public void ExportCheckpoint(string path)
    {
        if (CheckpointHistory.Newest(_folder.Checkpoint, say) is not { } checkpoint)
        {
            throw new ExperimentException($"There is no checkpoint in '{run.Output}': train the experiment first, or give the folder that it was trained into.");
        }

        using var prepared = PreparedExperiment.Of(experiment);
        using var runner = Runner(prepared, null);
        runner.Resume(checkpoint);
        using var averaged = runner.Status.UseAveragedWeights();
        prepared.Algorithm.Eval();
        Export(prepared, path);
    }

    private Runner Runner(PreparedExperiment prepared, BatchLoader? test)
    {
        var options = experiment.Options;
        var training = options.Training;
        var loader = prepared.TrainingBatches(training);
        var length = new RunnerOptions { Epochs = training.Epochs, Steps = training.Steps, Seed = training.Seed, CheckpointEvery = training.CheckpointEvery, Precision = training.Precision };
        var context = new HookContext
        {
            Algorithm = prepared.Algorithm,
            Loader = loader,
            Folder = _folder.Path,
            Evaluate = test is null ? null : new ClassifierEvaluation(prepared.Algorithm, test).Measure,
            Say = say,
        };
        var hooks = new List<Hook>(options.Hooks?.Select(hook => hook.Make(context)) ?? DefaultHooks(context)) { new StatusHook(progress) };
        var others = prepared.Algorithm.ParameterSets.Select(set => set.Name).Where(name => !IsWeights(name));
        return new(prepared.Algorithm, loader, length, Optimizers(prepared.Algorithm), options.Schedule.Make(length.LengthFor(loader)), hooks)
        {
            Schedules = others.ToDictionary(name => name, _ => options.ArchitectureSchedule.Make(length.LengthFor(loader)), StringComparer.Ordinal),
            Warn = say,
        };
    }

    private static IEnumerable<Hook> DefaultHooks(HookContext context)
    {
        yield return new ResourceHook(context);
        yield return new LogHook(new(), context);
        if (context.Evaluate is not null)
        {
            yield return new EvaluationHook(new(), context);
        }
    }

    private Dictionary<string, Func<ParameterSet, Optimizer>> Optimizers(Algorithm algorithm) => algorithm.ParameterSets.ToDictionary(
        set => set.Name,
        set => IsWeights(set.Name) ? experiment.Options.Optimizer.Make : experiment.Options.ArchitectureOptimizer.Make,
        StringComparer.Ordinal);

    private static bool IsWeights(string set) => string.Equals(set, ParameterSet.Weights, StringComparison.Ordinal);

    private static void Export(PreparedExperiment prepared, string path)
    {
        using var graph = prepared.Algorithm.Export();
        prepared.Input.Write(graph);
        OnnxWriter.Write(graph, path);
    }

    private ExperimentResult Measure(PreparedExperiment prepared, BatchLoader? test, long steps, Stopwatch watch, CancellationToken cancellation)
    {
        using var written = OnnxReader.Read(_folder.Model, experiment.Registry.Operators);
        var cost = CostTable.Measure(written);
        var trained = test is null ? (double?)null : new ClassifierEvaluation(prepared.Algorithm, test).Measure(cancellation)["top1"];
        var accuracy = test is null ? (double?)null : ModelTest.Accuracy(_folder.Model, test, run.Threads, cancellation);
        return new(experiment.Name, _folder.Model, accuracy, trained, cost.Parameters, cost.Macs, steps, watch.Elapsed.TotalSeconds);
    }
}
