using Occam.Core.Configs;
using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Onnx;

namespace Occam.Core.Experiments;

/// <summary>An experiment with what its component names stand for.</summary>
public sealed class Experiment
{
    private readonly Config? _config;

    /// <summary>Makes an experiment in code.</summary>
    /// <param name="options">The experiment.</param>
    /// <param name="registry">Where operators of extensions come from; default the built-in ones.</param>
    public Experiment(ExperimentOptions options, ComponentRegistry? registry = null)
        : this(options, registry ?? ComponentRegistry.CreateDefault(), null)
    {
    }

    private Experiment(ExperimentOptions options, ComponentRegistry registry, Config? config)
    {
        (Options, Registry, _config) = (options, registry, config);
        Name = options.Name ?? Path.GetFileNameWithoutExtension(config?.Path) ?? "experiment";
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The experiment.</summary>
    public ExperimentOptions Options { get; }

    /// <summary>What the names stand for.</summary>
    public ComponentRegistry Registry { get; }

    /// <summary>Reads and checks a config; the files that it names have to be there, but only the assemblies under <c>extensions:</c> are opened.</summary>
    /// <param name="config">The YAML file.</param>
    /// <param name="overrides">What to change, each <c>key.path=value</c>, applied in order.</param>
    /// <exception cref="ConfigException">Something is wrong, or an extension cannot be loaded; every problem is listed.</exception>
    public static Experiment Load(string config, IEnumerable<string>? overrides = null)
    {
        var read = Config.Open(config, overrides);
        var registry = ComponentRegistry.CreateDefault();
        return new(read.Bind<ExperimentOptions>(registry, checkFiles: true), registry, read);
    }

    /// <summary>Where a run leaves its files unless it is told otherwise: a folder of the experiment's name in <c>out</c>.</summary>
    public string DefaultOutput => Path.Combine("out", Name);

    /// <summary>Trains, then writes the network as ONNX and tests the file in ONNX Runtime.</summary>
    /// <param name="run">The output folder, and whether to go on with the run that is in it.</param>
    /// <param name="progress">Called after every step, on this thread; default nothing.</param>
    /// <param name="say">Told the lines that a person should read while the run goes on; default nothing.</param>
    /// <param name="cancellation">Ends the run between two steps; the checkpoint then holds what was reached.</param>
    /// <exception cref="ExperimentException">Network and data do not fit each other, or the folder has another run.</exception>
    /// <exception cref="Datasets.DataException">The data cannot be read.</exception>
    /// <exception cref="Graphs.GraphException">The network is no image classifier, or a part of the algorithm does not suit it.</exception>
    /// <exception cref="TrainingException">The loss is not a number, or the checkpoint is not of this run or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public ExperimentResult Train(ExperimentRunOptions run, Action<RunStatus>? progress = null, Action<string>? say = null, CancellationToken cancellation = default) =>
        new ExperimentRun(this, run, progress, say).Execute(cancellation);

    /// <summary>Writes the network that a run's newest checkpoint holds as ONNX; the run need not be finished.</summary>
    /// <param name="output">The run's folder.</param>
    /// <param name="path">The ONNX file to write.</param>
    /// <exception cref="ExperimentException">There is no checkpoint.</exception>
    /// <exception cref="TrainingException">The checkpoint is damaged, or not of this experiment.</exception>
    public void Export(string output, string path) => new ExperimentRun(this, new() { Output = output }, null, null).ExportCheckpoint(path);

    /// <summary>Writes the network as it is before training as ONNX.</summary>
    /// <param name="path">The ONNX file to write.</param>
    public void WriteUntrained(string path)
    {
        using var graph = Options.Model.Make(new() { Seed = Options.Training.Seed, Operators = Registry.Operators });
        OnnxWriter.Write(graph, path);
    }

    /// <summary>The share of the experiment's test images that a model file classifies rightly in ONNX Runtime, 0 to 1.</summary>
    /// <param name="model">The ONNX file, for example the one that <see cref="Train"/> wrote.</param>
    /// <param name="threads">Threads of ONNX Runtime, at least 1.</param>
    /// <param name="cancellation">Ends the test between two batches.</param>
    /// <exception cref="ExperimentException">There is no such file, or the data has no labels.</exception>
    public double Test(string model, int threads, CancellationToken cancellation = default)
    {
        if (!File.Exists(model))
        {
            throw new ExperimentException($"There is no model '{model}': train the experiment first, or name the ONNX file to test.");
        }

        using var prepared = PreparedExperiment.Of(this);
        return prepared.Data.HasLabels
            ? ModelTest.Accuracy(model, prepared.TestBatches(Options.Training), threads, cancellation)
            : throw new ExperimentException($"The data '{Options.Data.Name}' of {Name} has no labels, so nothing can be tested.");
    }

    /// <summary>The supernet in the folder of a run that trained one.</summary>
    public static string SupernetIn(string folder) => new ExperimentFolder(folder).Supernet;

    /// <summary>The ONNX file of a run's folder.</summary>
    public static string ModelIn(string folder) => new ExperimentFolder(folder).Model;

    /// <summary>The config as one YAML file for a folder, so that it can be read again from there; null for an experiment made in code.</summary>
    internal string? ToYaml(string folder) => _config?.ToYaml(folder);
}
