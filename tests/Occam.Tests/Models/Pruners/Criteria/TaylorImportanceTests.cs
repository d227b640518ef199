using Occam.Models.Pruners.Criteria;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class TaylorImportanceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Score_is_the_mean_size_of_the_change_of_loss_as_finite_differences_show_it(bool labelled)
    {
        using var scope = NewDisposeScope();
        using var network = new SmallClassifier(labelled);
        const double small = 0.02;

        var scores = network.Score(new TaylorImportance())[0].Parts.Single();

        for (var channel = 0; channel < 5; channel++)
        {
            var changes = network.All().Select(example => Math.Abs((Scaled(network, example, channel, 1 + small) - Scaled(network, example, channel, 1 - small)) / (2 * small)));
            Assert.Equal(changes.Average(), scores[channel], 0.02 * scores.Average());
        }
    }

    [Fact]
    public void Score_is_the_mean_absolute_gradient_of_explicit_masks()
    {
        using var scope = NewDisposeScope();
        using var network = new SmallClassifier();
        var gradients = network.MaskGradients();

        Pair.Same(Enumerable.Range(0, 5).Select(c => gradients.Average(example => Math.Abs(example[c]))), network.Score(new TaylorImportance())[0].Parts.Single(), 1e-6);
    }

    private static double Scaled(SmallClassifier network, (Tensor Image, Tensor? Label) example, int channel, double factor)
    {
        var mask = ones(1, 5, 1, 1);
        mask[0, channel] = (float)factor;
        var label = example.Label;
        if (label is null)
        {
            // The target stays the class of the whole network.
            using var losses = NewDisposeScope();
            label = Enumerable.Range(0, 4).Select(i => tensor(new long[] { i })).MinBy(target => network.Loss(network.Hidden(example.Image), target).item<float>())!.MoveToOuterDisposeScope();
        }

        return network.Loss(network.Hidden(example.Image) * mask, label).item<float>();
    }
}
