using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>Data-free adversarial distillation: the student follows the teacher's logits (mean absolute difference) on five batches of images, then the generator drives them apart.</summary>
/// <remarks>Fang et al., "Data-free adversarial distillation" (DFAD), 2019, algorithm 1. No real image is used.</remarks>
public sealed class Dfad : DataFreeAlgorithm
{
    private readonly DfadOptions _options;

    /// <summary>Prepares the algorithm.</summary>
    /// <param name="options">Teacher and generator.</param>
    /// <param name="context">The student, how it is fed, the seed.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TrainingException">Student and teacher do not fit each other.</exception>
    public Dfad(DfadOptions options, TrainingContext context)
        : base(options, context) => _options = options;

    /// <inheritdoc/>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        var (learned, adversary) = (0.0, 0.0);
        for (var i = 0; i < _options.StudentSteps; i++)
        {
            using var scope = NewDisposeScope();
            learned = Follow(Distance(MakeImages(batch, context, i).detach()), context.Optimizer);
        }

        for (var i = 0; i < _options.GeneratorSteps; i++)
        {
            using var scope = NewDisposeScope();
            adversary = Follow(Distance(MakeImages(batch, context, _options.StudentSteps + i)).neg(), context.OptimizerOf(GeneratorSet));
        }

        return new(learned, [KeyValuePair.Create("student", learned), KeyValuePair.Create(GeneratorSet, adversary)]);
    }

    private Tensor Distance(Tensor images) => Learn(images).Logits.sub(Teach(images)[Pair.TeacherLogits]).abs().mean();
}
