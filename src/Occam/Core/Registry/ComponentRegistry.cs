using Occam.Core.Registry.BuiltIn;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets;
using Occam.Datasets.Mixing;
using Occam.Datasets.Transforms;
using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Distillers.Connectors;
using Occam.Models.Losses;
using Occam.Models.Pruners;

namespace Occam.Core.Registry;

/// <summary>
/// What the names after <c>type:</c> in a config stand for, one kind of component after the other. Everything is registered by an explicit line: the built-in
/// components in the files of <c>BuiltIn</c>, a stranger's by <see cref="IOccamExtension"/>.
/// </summary>
public sealed class ComponentRegistry
{
    private readonly List<ComponentKind> _kinds = [];
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);

    private ComponentRegistry()
    {
        Architectures = Kind<ArchitectureContext, Graph>("architecture");
        Datasets = Kind<DatasetContext, DataSplits>("dataset");
        Transforms = Kind<TransformContext, Transform>("transform");
        Mixes = Kind<MixContext, BatchMix>("mix");
        Algorithms = Kind<TrainingContext, Algorithm>("algorithm");
        Tasks = Kind<TrainingContext, TaskLoss>("task");
        Components = Kind<TrainingContext, TrainingComponent>("component");
        Losses = Kind<TrainingContext, Loss>("loss");
        Connectors = Kind<ConnectorContext, Connector>("connector");
        Criteria = Kind<TrainingContext, IImportance>("criterion");
        Optimizers = Kind<ParameterSet, Optimizer>("optimizer");
        Schedules = Kind<ScheduleContext, Schedule>("schedule");
        Hooks = Kind<HookContext, Hook>("hook");
    }

    /// <summary>Networks, built anew or read from a file.</summary>
    public ComponentKind<ArchitectureContext, Graph> Architectures { get; }

    /// <summary>Data sets, cut into training, calibration and test images.</summary>
    public ComponentKind<DatasetContext, DataSplits> Datasets { get; }

    /// <summary>Changes of training images.</summary>
    public ComponentKind<TransformContext, Transform> Transforms { get; }

    /// <summary>Ways to mix the images of a training batch with each other.</summary>
    public ComponentKind<MixContext, BatchMix> Mixes { get; }

    /// <summary>What a run trains, and how a step of it is taken.</summary>
    public ComponentKind<TrainingContext, Algorithm> Algorithms { get; }

    /// <summary>What networks are trained for: losses with the labels.</summary>
    public ComponentKind<TrainingContext, TaskLoss> Tasks { get; }

    /// <summary>What the combined algorithm has beside its task: distillers, pruners, quantizers.</summary>
    public ComponentKind<TrainingContext, TrainingComponent> Components { get; }

    /// <summary>Losses of distillation.</summary>
    public ComponentKind<TrainingContext, Loss> Losses { get; }

    /// <summary>What stands between recorded values and losses of distillation.</summary>
    public ComponentKind<ConnectorContext, Connector> Connectors { get; }

    /// <summary>Criteria of pruning.</summary>
    public ComponentKind<TrainingContext, IImportance> Criteria { get; }

    /// <summary>What changes parameters by their gradients.</summary>
    public ComponentKind<ParameterSet, Optimizer> Optimizers { get; }

    /// <summary>How learning rates change over a run.</summary>
    public ComponentKind<ScheduleContext, Schedule> Schedules { get; }

    /// <summary>What goes along with a run: evaluation, logs, checkpoints.</summary>
    public ComponentKind<HookContext, Hook> Hooks { get; }

    /// <summary>All kinds.</summary>
    public IReadOnlyList<ComponentKind> Kinds => _kinds;

    /// <summary>The operators that networks may have: ONNX's, and those of extensions.</summary>
    public OperatorSet Operators { get; private set; } = OperatorSet.Standard;

    /// <summary>Makes a registry of the built-in components.</summary>
    public static ComponentRegistry CreateDefault()
    {
        var registry = new ComponentRegistry();
        BuiltInArchitectures.Register(registry.Architectures);
        BuiltInDatasets.Register(registry.Datasets);
        BuiltInTransforms.Register(registry.Transforms);
        BuiltInMixes.Register(registry.Mixes);
        BuiltInAlgorithms.Register(registry.Algorithms);
        BuiltInTasks.Register(registry.Tasks);
        BuiltInComponents.Register(registry.Components);
        BuiltInLosses.Register(registry.Losses);
        BuiltInConnectors.Register(registry.Connectors);
        BuiltInCriteria.Register(registry.Criteria);
        BuiltInOptimizers.Register(registry.Optimizers);
        BuiltInSchedules.Register(registry.Schedules);
        BuiltInHooks.Register(registry.Hooks);
        return registry;
    }

    /// <summary>Adds an operator, in the place of one of the same domain and name.</summary>
    public void AddOperator(Operator added) => Operators = Operators.With(added);

    /// <summary>Adds the components of an extension.</summary>
    /// <exception cref="ArgumentException">A name is taken, or not snake_case.</exception>
    public void Add(IOccamExtension extension) => extension.Register(this);

    /// <summary>Loads an assembly and adds its components; one that is loaded already is left as it is.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <exception cref="ExtensionException">The file is missing, no extension, or a name of it is taken; the message says which.</exception>
    public void Load(string path)
    {
        var full = Path.GetFullPath(path);
        if (_loaded.Contains(full))
        {
            return;
        }

        try
        {
            Add(ExtensionLoader.Load(path));
            _loaded.Add(full);
        }
        catch (ArgumentException e)
        {
            throw new ExtensionException($"'{path}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The kind that a property of a type chooses from, or null.</summary>
    internal ComponentKind? KindOf(Type choiceType) => _kinds.Find(kind => kind.ChoiceType == choiceType);

    private ComponentKind<TContext, TProduct> Kind<TContext, TProduct>(string name)
    {
        var kind = new ComponentKind<TContext, TProduct>(name);
        _kinds.Add(kind);
        return kind;
    }
}
