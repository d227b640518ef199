using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class FbkdLossTests
{
    private static readonly FbkdOptions Options = new() { Weight = 0.7, FeatureWeight = 0.3, ChannelWeight = 0.5, SpatialWeight = 0.2, RelationWeight = 0.9, Temperature = 0.4 };

    [Fact]
    public void Loss_is_the_formula_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new FbkdLoss(Options);
        var given = Arguments();
        var (s, f, t) = (Map(given["student"]), Map(given["student_feature"]), Map(given["teacher"]));
        var (c, p) = (given["student_channel"], given["student_spatial"]);
        double feature = 0, channel = 0, spatial = 0;
        for (var n = 0; n < 2; n++)
        {
            var (rowsS, rowsT, colsS, colsT) = (Positions(s, n), Positions(t, n), Channels(s, n), Channels(t, n));
            for (var k = 0; k < 3; k++)
            {
                for (var i = 0; i < 4; i++)
                {
                    feature += Math.Pow(f[n, k, i] - t[n, k, i], 2) * (rowsS[i] + rowsT[i]) / 2 * (colsS[k] + colsT[k]) / 2;
                }

                channel += Math.Pow(c[n, k].item<double>() - Enumerable.Range(0, 4).Average(i => t[n, k, i]), 2);
            }

            spatial += Enumerable.Range(0, 4).Sum(i => Math.Pow(p[n, 0, i / 2, i % 2].item<double>() - Enumerable.Range(0, 3).Average(k => t[n, k, i]), 2));
        }

        var (a, b) = (Map(given["student_relation"]), Map(given["teacher_relation"]));
        var relation = a.Cast<double>().Zip(b.Cast<double>(), (x, y) => (x - y) * (x - y)).Sum();
        var expected = 0.7 * ((0.3 * Math.Sqrt(feature)) + (0.5 * Math.Sqrt(channel)) + (0.2 * Math.Sqrt(spatial)) + (0.9 * Math.Sqrt(relation)));
        Assert.Equal(expected, loss.Compute(given).item<double>(), 1e-9);
    }

    [Theory]
    [InlineData("student_feature")]
    [InlineData("student_channel")]
    [InlineData("student_spatial")]
    [InlineData("student_relation")]
    [InlineData("teacher_relation")]
    public void Gradient_is_that_of_finite_differences(string argument)
    {
        using var scope = NewDisposeScope();
        using var loss = new FbkdLoss(Options);
        var given = Arguments();

        LossGradient.Check(loss, [(argument, given[argument]), .. given.Where(pair => pair.Key != argument).Select(pair => (pair.Key, pair.Value))]);
    }

    [Fact]
    public void Equal_maps_have_no_loss_and_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var loss = new FbkdLoss(Options);
        var given = Arguments();
        var feature = given["teacher"].clone().requires_grad_();
        (given["student_feature"], given["student_channel"], given["student_spatial"], given["student_relation"]) =
            (feature, given["teacher"].mean([2, 3]), given["teacher"].mean([1], keepdim: true), given["teacher_relation"]);

        var value = loss.Compute(given);
        value.backward();

        Assert.Equal(0, value.item<double>(), 1e-9);
        Assert.Equal(0, feature.grad!.abs().max().item<double>());
    }

    [Fact]
    public void Every_shape_that_does_not_suit_is_named()
    {
        using var scope = NewDisposeScope();
        using var loss = new FbkdLoss(Options);
        var given = Arguments();
        (given["student_channel"], given["student_spatial"]) = (zeros(2, 4), zeros(2, 3, 2, 2));

        var error = Assert.Throws<ArgumentException>(() => loss.Compute(given));

        Assert.Contains("student_channel has to be [2, 3], but is [2, 4]; student_spatial has to be [2, 1, 2, 2]", error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Arguments() => new(StringComparer.Ordinal)
    {
        ["student"] = LossGradient.Random(1, 2, 3, 2, 2),
        ["student_feature"] = LossGradient.Random(2, 2, 3, 2, 2),
        ["student_channel"] = LossGradient.Random(3, 2, 3),
        ["student_spatial"] = LossGradient.Random(4, 2, 1, 2, 2),
        ["student_relation"] = LossGradient.Random(5, 2, 3, 2, 2),
        ["teacher"] = LossGradient.Random(6, 2, 3, 2, 2),
        ["teacher_relation"] = LossGradient.Random(7, 2, 3, 2, 2),
    };

    private static double[] Positions(double[,,] map, int n) =>
        [.. PlainMath.Softmax([.. Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 3).Average(k => Math.Abs(map[n, k, i])))], 0.4).Select(x => 4 * x)];

    private static double[] Channels(double[,,] map, int n) =>
        [.. PlainMath.Softmax([.. Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, 4).Average(i => Math.Abs(map[n, k, i])))], 0.4).Select(x => 3 * x)];

    private static double[,,] Map(Tensor tensor)
    {
        var result = new double[2, 3, 4];
        Buffer.BlockCopy(tensor.contiguous().data<double>().ToArray(), 0, result, 0, 24 * sizeof(double));
        return result;
    }
}
