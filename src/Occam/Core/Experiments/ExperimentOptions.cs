using Occam.Core.Registry;
using Occam.Core.Search;
using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets;
using Occam.Graphs;
using Occam.Models.Algorithms;

namespace Occam.Core.Experiments;

/// <summary>A whole experiment: a network, its data, how it is trained. A config file says the same in YAML.</summary>
public sealed record ExperimentOptions
{
    private static readonly CosineScheduleOptions DefaultSchedule = new() { WarmUp = 0.05 };

    /// <summary>What the experiment is called in logs and reports, and its folder in <c>out</c>; a name that files can have. Default the config's file name.</summary>
    public string? Name { get; init; }

    /// <summary>The network to train: a new one, or an ONNX file.</summary>
    public required Choice<ArchitectureContext, Graph> Model { get; init; }

    /// <summary>The data, with or without labels as the algorithm needs it.</summary>
    public required Choice<DatasetContext, DataSplits> Data { get; init; }

    /// <summary>What a step of training does. Default the combined algorithm with cross-entropy alone.</summary>
    public Choice<TrainingContext, Algorithm> Algorithm { get; init; } = new("combined", new CombinedOptions(), new CombinedOptions().Create);

    /// <summary>What changes the weights. Default SGD with momentum 0.9, learning rate 0.1, weight decay 5e-4.</summary>
    public Choice<ParameterSet, Optimizer> Optimizer { get; init; } = Choose("sgd", new SgdOptions { WeightDecay = 5e-4 });

    /// <summary>What changes the parameters that are no weights, of algorithms that have such: a search's architecture, a generator. Default Adam, learning rate 3e-4, betas 0.5 and 0.999, weight decay 1e-3 (DARTS).</summary>
    public Choice<ParameterSet, Optimizer> ArchitectureOptimizer { get; init; } = Choose("adam", new AdamOptions { LearningRate = 3e-4, Beta1 = 0.5, WeightDecay = 1e-3 });

    /// <summary>How the weights' learning rate changes over the run. Default a cosine to zero after a warm-up of 5 % of the steps.</summary>
    public Choice<ScheduleContext, Schedule> Schedule { get; init; } = new("cosine", DefaultSchedule, context => new CosineSchedule(DefaultSchedule, context));

    /// <summary>How the learning rate of the parameters that are no weights changes over the run. Default not at all (Liu et al. 2019, "DARTS", section 3.1: Adam at one rate); <c>${schedule}</c> is as the weights'.</summary>
    public Choice<ScheduleContext, Schedule> ArchitectureSchedule { get; init; } = new("constant", new ConstantScheduleOptions(), _ => new ConstantSchedule());

    /// <summary>What goes along with the run, in this order. Default resources, log, and evaluation after every epoch where the data has labels.</summary>
    public IReadOnlyList<Choice<HookContext, Hook>>? Hooks { get; init; }

    /// <summary>Epochs, batches, seed and the like.</summary>
    public ExperimentTraining Training { get; init; } = new();

    /// <summary>How the subnets of a supernet are searched, for <c>occam search</c>; training takes no notice of it. Default evolution, 20 generations of 50.</summary>
    public SearchSettings? Search { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Name is null || IsFileName(Name) ? [] : [$"Name has to be one that files can have, without {NoFileName} and control characters, but is '{string.Concat(Name.Where(c => !char.IsControl(c)))}'."];

    private const string NoFileName = "/ \\ : * ? \" < > |";

    private static bool IsFileName(string name) => name.Trim() is not ("" or "." or "..") && !name.Any(c => char.IsControl(c) || (c != ' ' && NoFileName.Contains(c, StringComparison.Ordinal)));

    /// <summary>Opens the data and holds the validation images out of it; the same images whenever it is asked.</summary>
    internal DataSplits OpenData(InputSpec input) => Data.Make(new(input)).HoldOut(Training.Validation);

    private static Choice<ParameterSet, Optimizer> Choose(string name, OptimizerOptions options) => new(name, options, set => options.Create(set.Parameters));
}
