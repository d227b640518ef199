using Occam.Models.Pruners.Criteria;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class HessianImportanceTests
{
    [Fact]
    public void Score_is_half_of_weight_squared_times_mean_gradient_squared_over_makers_and_readers()
    {
        using var scope = NewDisposeScope();
        using var network = new SmallClassifier();
        var expected = zeros(5);
        foreach (var (image, label) in network.All())
        {
            var (maker, reader) = (network.Weight("hidden.weight").clone().requires_grad_(), network.Weight("reader.weight").clone().requires_grad_());
            network.Loss(nn.functional.conv2d(image, maker, network.Weight("hidden.bias"), padding: [1, 1]).relu(), label, reader).backward();
            expected += (maker.detach() * maker.grad!).square().sum([1, 2, 3]) / 2;
            expected += (reader.detach() * reader.grad!).square().sum([0, 2, 3]) / 2;
        }

        var scores = network.Score(new HessianImportance())[0].Parts.Single();

        Pair.Same((expected / 6).data<float>().ToArray().Select(x => (double)x), scores, 1e-5 * scores.Max());
    }
}
