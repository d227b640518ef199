using Occam.Core.Registry;
using Occam.Samples.Extension;

[assembly: OccamExtension(typeof(SampleExtension))]

namespace Occam.Samples.Extension;

/// <summary>Registers what this assembly brings.</summary>
public sealed class SampleExtension : IOccamExtension
{
    /// <inheritdoc/>
    public void Register(ComponentRegistry registry)
    {
        registry.Architectures.Add<PerceptronOptions>("perceptron", typeof(Perceptron), (options, context) => Perceptron.Build(options, context));
        registry.Datasets.Add<StripesOptions>("stripes", typeof(StripesDataset), (options, context) => StripesDataset.Open(options, context.Input.Size));
        registry.Losses.Add<LogCoshOptions>("log_cosh", typeof(LogCoshLoss), (options, _) => new LogCoshLoss(options));
        registry.AddOperator(new Shrink());
    }
}
