using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Models.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>
/// Data-free learning: the generator's images are to look like one class each to the teacher, like all classes together, and to excite its last feature; in the same step the
/// student learns the teacher's answers to them.
/// </summary>
/// <remarks>Chen et al., "Data-free learning of student networks" (DAFL), ICCV 2019, equation 7. No real image is used.</remarks>
public sealed class Dafl : DataFreeAlgorithm
{
    private static readonly Scalar One = 1;
    private readonly OneHotLikeLoss _oneHot;
    private readonly InformationEntropyLoss _entropy;
    private readonly ActivationLoss _activation;
    private readonly KlDivergenceLoss _divergence;
    private readonly string _feature;

    /// <summary>Prepares the algorithm.</summary>
    /// <param name="options">Teacher, generator, weights.</param>
    /// <param name="context">The student, how it is fed, the seed.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TrainingException">Student and teacher do not fit each other, or the feature is not found.</exception>
    public Dafl(DaflOptions options, TrainingContext context)
        : base(options, context, pair => [FeatureOf(options, pair)])
    {
        _feature = FeatureOf(options, Pair);
        (_oneHot, _entropy, _activation, _divergence) = (new(options.OneHot), new(options.Entropy), new(options.Activation), new(options.Divergence));
    }

    /// <inheritdoc/>
    public override StepResult TrainStep(Batch batch, StepContext context)
    {
        using var scope = NewDisposeScope();
        var (weights, generator) = (context.Optimizer, context.OptimizerOf(GeneratorSet));
        weights.ClearGradients();
        generator.ClearGradients();
        var images = MakeImages(batch, context, 0);
        var taught = Teach(images);
        var logits = taught[Pair.TeacherLogits];
        (string Name, Tensor Value)[] losses =
        [
            ("one_hot_like", _oneHot.Compute(logits)),
            ("information_entropy", _entropy.Compute(logits)),
            ("activation", _activation.Compute(taught[_feature])),
            ("divergence", _divergence.Compute(Learn(images.detach()).Logits, logits)),
        ];
        var total = losses.Select(loss => loss.Value).Aggregate((a, b) => a.add(b, One));
        total.backward();
        generator.Step();
        weights.Step();
        return new(total.item<float>(), [.. losses.Select(loss => KeyValuePair.Create(loss.Name, (double)loss.Value.item<float>()))]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _oneHot.Dispose();
            _entropy.Dispose();
            _activation.Dispose();
            _divergence.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string FeatureOf(DaflOptions options, RecordedPair pair) => options.Feature is { } wanted ? pair.Find(isStudent: false, wanted).Name : pair.TeacherFeature;
}
