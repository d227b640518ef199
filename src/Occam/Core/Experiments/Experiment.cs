using Occam.Core.Configs;
using Occam.Core.Registry;

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

    /// <summary>Reads and checks a config; nothing that it names is opened but the assemblies under <c>extensions:</c>.</summary>
    /// <param name="config">The YAML file.</param>
    /// <param name="overrides">What to change, each <c>key.path=value</c>, applied in order.</param>
    /// <exception cref="ConfigException">Something is wrong; every problem is listed.</exception>
    /// <exception cref="ExtensionException">An extension cannot be loaded.</exception>
    public static Experiment Load(string config, IEnumerable<string>? overrides = null)
    {
        var read = Config.Load(config, overrides);
        var registry = ComponentRegistry.CreateDefault();
        foreach (var extension in read.Extensions)
        {
            registry.Load(extension);
        }

        return new(read.Bind<ExperimentOptions>(registry), registry, read);
    }

    /// <summary>The config as one YAML file for a folder, so that it can be read again from there; null for an experiment made in code.</summary>
    internal string? ToYaml(string folder) => _config?.ToYaml(folder);
}
