using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Distillers;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>
/// Distillation without a real image: a generator makes images for a frozen teacher and a student. Of the run's batches only the number of images counts; the generator has an
/// optimizer of its own (<see cref="GeneratorSet"/>).
/// </summary>
public abstract class DataFreeAlgorithm : Algorithm
{
    /// <summary>The name of the generator's parameter set and of its network.</summary>
    public const string GeneratorSet = "generator";

    private readonly GraphModule _student;
    private readonly Graph _generatorGraph;
    private readonly GraphModule _generator;
    private readonly Teacher _teacher;
    private readonly int _latent;
    private readonly Device _device;

    /// <summary>Takes the networks.</summary>
    /// <param name="options">Teacher and generator.</param>
    /// <param name="context">The student, how it is fed, the seed.</param>
    /// <param name="recorded">Names the values of the teacher that are wanted beside its first output.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TrainingException">The teacher does not take the student's images, or answers otherwise.</exception>
    private protected DataFreeAlgorithm(DataFreeOptions options, TrainingContext context, Func<RecordedPair, IEnumerable<string>>? recorded = null)
    {
        var problems = options.Generator.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        (_latent, _device) = (options.Generator.Latent, context.Device ?? CPU);
        var teacher = Distillers.Teacher.Load(Distiller.DefaultTeacher, options.Teacher, context);
        try
        {
            Pair = new(context.Graph, teacher, context.Input);
            _teacher = new(teacher, recorded?.Invoke(Pair) ?? [], context.Input, context.Device);
        }
        catch
        {
            teacher.Dispose();
            throw;
        }

        _student = new(context.Graph, context.Device);
        _generatorGraph = ImageGenerator.Build(options.Generator, context.Input, context.Seed);
        _generator = new(_generatorGraph, context.Device);
        foreach (var (name, weight) in _generator.named_parameters())
        {
            weight.requires_grad = !name.StartsWith(ImageGenerator.LastNorm, StringComparison.Ordinal);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedModule> Modules => [new(string.Empty, _student), new(GeneratorSet, _generator)];

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSet> ParameterSets =>
    [
        new(ParameterSet.Weights, [.. _student.named_parameters()]),
        new(GeneratorSet, [.. _generator.named_parameters().Where(pair => pair.parameter.requires_grad).Select(pair => ($"{GeneratorSet}/{pair.name}", pair.parameter))]),
    ];

    /// <summary>Student and teacher, for finding values by name.</summary>
    private protected RecordedPair Pair { get; }

    /// <summary>Makes images, with gradients to the generator, in the caller's dispose scope.</summary>
    /// <param name="batch">Says how many.</param>
    /// <param name="context">Where the run is.</param>
    /// <param name="draw">Which draw of the step it is: each has noise of its own.</param>
    private protected Tensor MakeImages(Batch batch, StepContext context, int draw)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(new SplitMix(context.Seed, context.Step, draw).Next(), CPU);
        var noise = randn([batch.Count, _latent], generator: random).to(_device);
        return _generator.Run([noise])[0].MoveToOuterDisposeScope();
    }

    /// <summary>What the teacher computes, in the order of <see cref="Teacher.Names"/>; gradients flow to the images.</summary>
    private protected IReadOnlyDictionary<string, Tensor> Teach(Tensor images) => _teacher.RunWithGradient(images);

    /// <summary>Runs the student.</summary>
    /// <param name="images">The images.</param>
    /// <param name="recorded">Values that are wanted beside the first output.</param>
    private protected (Tensor Logits, IReadOnlyDictionary<string, Tensor> Values) Learn(Tensor images, IReadOnlyCollection<string>? recorded = null)
    {
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        void Observe(Value value, Tensor tensor)
        {
            if (recorded!.Contains(value.Name, StringComparer.Ordinal))
            {
                values[value.Name] = tensor.alias().DetachFromDisposeScope();
            }
        }

        var logits = _student.Run([images], recorded is { Count: > 0 } ? Observe : null)[0];
        foreach (var name in values.Keys.ToArray())
        {
            values[name] = Adopt(values[name]);
        }

        return (logits, values);
    }

    /// <summary>Follows a loss's gradient with an optimizer.</summary>
    private protected static double Follow(Tensor loss, Optimizer optimizer)
    {
        optimizer.ClearGradients();
        loss.backward();
        optimizer.Step();
        return loss.item<float>();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _student.Dispose();
            _generator.Dispose();
            _generatorGraph.Dispose();
            _teacher.Dispose();
        }
    }

    // Into the scope of the step, which is the one that is open here.
    private static Tensor Adopt(Tensor detached)
    {
        using (detached)
        {
            return detached.alias();
        }
    }
}
