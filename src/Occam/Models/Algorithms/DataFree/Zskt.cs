using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Models.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>
/// Zero-shot transfer: the generator looks for images on which student and teacher differ, then the student learns the teacher's answers and attention on ten batches of new ones.
/// </summary>
/// <remarks>Micaelli and Storkey, "Zero-shot knowledge transfer via adversarial belief matching", NeurIPS 2019, algorithm 1. No real image is used.</remarks>
public sealed class Zskt : DataFreeAlgorithm
{
    private static readonly Scalar One = 1;
    private readonly ZsktOptions _options;
    private readonly KlDivergenceLoss _divergence;
    private readonly AttentionTransferLoss _attention;
    private readonly (string Student, string Teacher)[] _maps;

    /// <summary>Prepares the algorithm.</summary>
    /// <param name="options">Teacher, generator, maps.</param>
    /// <param name="context">The student, how it is fed, the seed.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TrainingException">Student and teacher do not fit each other, or a map is not found.</exception>
    public Zskt(ZsktOptions options, TrainingContext context)
        : base(options, context, pair => options.Maps.Select(map => pair.Find(isStudent: false, map.Teacher).Name))
    {
        (_options, _divergence, _attention) = (options, new(options.Divergence), new(options.Attention));
        _maps = [.. options.Maps.Select(Find)];
    }

    /// <inheritdoc/>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        var (adversary, learned) = (0.0, 0.0);
        for (var i = 0; i < _options.GeneratorSteps; i++)
        {
            using var scope = NewDisposeScope();
            var images = MakeImages(batch, context, i);
            var student = Learn(images).Logits;
            adversary = Follow(Divergence(student, Teach(images)[Pair.TeacherLogits]).neg(), context.OptimizerOf(GeneratorSet));
        }

        for (var i = 0; i < _options.StudentSteps; i++)
        {
            using var scope = NewDisposeScope();
            var images = MakeImages(batch, context, _options.GeneratorSteps + i).detach();
            var (taught, student) = (Teach(images), Learn(images, [.. _maps.Select(map => map.Student)]));
            var loss = _maps.Aggregate(
                _divergence.Compute(student.Logits, taught[Pair.TeacherLogits]),
                (sum, map) => sum.add(_attention.Compute(student.Values[map.Student], taught[map.Teacher]), One));
            learned = Follow(loss, context.Optimizer);
        }

        return new(learned, [KeyValuePair.Create("student", learned), KeyValuePair.Create(GeneratorSet, adversary)]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _divergence.Dispose();
            _attention.Dispose();
        }

        base.Dispose(disposing);
    }

    // The student's loss lets nothing through to the teacher; the generator learns through both.
    private Tensor Divergence(Tensor student, Tensor teacher)
    {
        var temperature = _options.Divergence.Temperature;
        using TorchSharp.Scalar sharpness = 1 / temperature;
        using TorchSharp.Scalar weight = _options.Divergence.Weight * temperature * temperature;
        var log = teacher.mul(sharpness).log_softmax(1);
        return log.exp().mul(log.sub(student.mul(sharpness).log_softmax(1))).sum(1).mean().mul(weight);
    }

    private (string Student, string Teacher) Find(ZsktPair map)
    {
        var (student, teacher) = (Pair.Find(isStudent: true, map.Student), Pair.Find(isStudent: false, map.Teacher));
        _attention.Check(new Dictionary<string, long[]>(StringComparer.Ordinal) { ["student"] = student.Shape, ["teacher"] = teacher.Shape });
        return (student.Name, teacher.Name);
    }
}
