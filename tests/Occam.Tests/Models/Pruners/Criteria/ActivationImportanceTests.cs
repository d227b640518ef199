using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class ActivationImportanceTests
{
    [Fact]
    public void Mean_is_that_of_what_the_reader_reads() => Check(new ActivationMeanImportance(), hidden => hidden.abs());

    [Fact]
    public void Apoz_is_the_share_that_is_not_zero() => Check(new ApozImportance(), hidden => hidden.gt(0).to(ScalarType.Float32));

    private static void Check(IImportance importance, Func<Tensor, Tensor> measure)
    {
        using var scope = NewDisposeScope();
        using var network = new SmallClassifier(labelled: false);
        var expected = network.All().Select(example => measure(network.Hidden(example.Image)).mean([0, 2, 3])).Aggregate((a, b) => a + b) / 6;

        var scores = network.Score(importance)[0].Parts.Single();

        Pair.Same(expected.data<float>().ToArray().Select(x => (double)x), scores, 1e-6);
        Assert.True(scores.Distinct().Count() > 1);
    }
}
