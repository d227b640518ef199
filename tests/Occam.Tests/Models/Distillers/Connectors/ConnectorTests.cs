using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Graphs.Building;
using Occam.Models.Distillers.Connectors;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Distillers.Connectors;

public sealed class ConnectorTests
{
    private static readonly ConnectorContext Map = new() { Shape = [2, 4, 6, 6], Counterpart = [2, 8, 6, 6], Classes = 3, Seed = 1 };

    [Fact]
    public void Convolution_takes_its_width_from_the_other_side_and_is_what_TorchSharp_computes()
    {
        using var scope = NewDisposeScope();
        using var connector = new ConvolutionConnector(new(), Map);
        var x = randn(2, 4, 6, 6);
        var weights = connector.Parameters.ToDictionary(pair => pair.Name, pair => pair.Weight, StringComparer.Ordinal);

        var y = Assert.Single(connector.Apply(x, Step()));

        var z = nn.functional.conv2d(x, weights["conv.weight"]);
        z = z.sub(z.mean([0, 2, 3], keepdim: true)).div(z.var([0, 2, 3], unbiased: false, keepdim: true).add(1e-5).sqrt()).relu();
        Assert.Equal([2, 8, 6, 6], y.shape);
        Assert.True(y.allclose(z, 1e-4, 1e-5));
        Assert.Equal(["conv.weight", "norm.weight", "norm.bias"], weights.Keys);
        Assert.Equal(["norm.running_mean", "norm.running_var"], connector.StateTensors.Select(pair => pair.Name));
        Assert.NotEqual(0, connector.StateTensors.First().Tensor.abs().sum().item<float>());
    }

    [Fact]
    public void Convolution_without_norm_and_relu_is_affine()
    {
        using var scope = NewDisposeScope();
        using var connector = new ConvolutionConnector(new() { Norm = false, Relu = false, Channels = 5 }, Map);
        var (a, b) = (randn(2, 4, 6, 6), randn(2, 4, 6, 6));

        var sum = connector.Apply(a.add(b), Step())[0].add(connector.Apply(zeros_like(a), Step())[0]);

        Assert.True(sum.allclose(connector.Apply(a, Step())[0].add(connector.Apply(b, Step())[0]), 1e-4, 1e-5));
    }

    [Fact]
    public void Pooling_flattening_and_normalisation_are_TorchSharps()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 4, 6, 6);

        Assert.True(Run(new PoolingConnector(new(), Map), x).allclose(x.mean([2, 3]), 1e-5, 1e-6));
        Assert.True(Run(new PoolingConnector(new() { Kind = PoolingKind.Average, Size = 3 }, Map), x).allclose(nn.functional.avg_pool2d(x, 3), 1e-5, 1e-6));
        Assert.True(Run(new PoolingConnector(new() { Kind = PoolingKind.Max }, Map), x).equal(nn.functional.max_pool2d(x, 2)).all().item<bool>());
        Assert.True(Run(new FlattenConnector(Map), x).equal(x.flatten(1)).all().item<bool>());
        Assert.True(Run(new NormalisationConnector(new(), Map), x).allclose(nn.functional.normalize(x, 2, 1), 1e-5, 1e-6));
        Assert.True(Run(new CrdHead(new() { Dimensions = 7 }, Map), x).square().sum(1).allclose(ones(2), 1e-5, 1e-6));
    }

    [Fact]
    public void Linear_flattens_what_is_no_row()
    {
        using var scope = NewDisposeScope();
        using var connector = new LinearConnector(new() { Features = 5 }, Map);
        var (x, weights) = (randn(2, 4, 6, 6), connector.Parameters.Select(pair => (Tensor)pair.Weight).ToArray());

        Assert.True(connector.Apply(x, Step())[0].allclose(nn.functional.linear(x.flatten(1), weights[0], weights[1]), 1e-4, 1e-5));
    }

    [Fact]
    public void Paraphraser_gives_code_and_map_and_the_translator_the_code()
    {
        using var scope = NewDisposeScope();
        using var paraphraser = new Paraphraser(new(), Map with { Shape = [2, 8, 6, 6] });
        var outputs = paraphraser.Apply(randn(2, 8, 6, 6), Step());
        using var translator = new Translator(new(), Map with { Counterpart = outputs[0].shape });

        Assert.Equal(["code", "rebuilt"], paraphraser.Outputs);
        Assert.Equal([2, 4, 6, 6], outputs[0].shape);
        Assert.Equal([2, 8, 6, 6], outputs[1].shape);
        Assert.Equal([2, 4, 6, 6], translator.Apply(randn(2, 4, 6, 6), Step())[0].shape);
    }

    [Fact]
    public void Byot_branch_gives_a_feature_and_the_logits_of_it()
    {
        using var scope = NewDisposeScope();
        using var branch = new ByotBranch(new() { Channels = 12 }, Map);
        var outputs = branch.Apply(randn(2, 4, 6, 6), Step());
        var weights = branch.Parameters.ToDictionary(pair => pair.Name, pair => (Tensor)pair.Weight, StringComparer.Ordinal);

        Assert.Equal(["feature", "logits"], branch.Outputs);
        Assert.Equal([2, 12], outputs[0].shape);
        Assert.True(outputs[1].allclose(nn.functional.linear(outputs[0], weights["classifier.weight"], weights["classifier.bias"]), 1e-4, 1e-5));
    }

    [Fact]
    public void Fbkd_relation_is_the_non_local_block_computed_plainly()
    {
        using var scope = NewDisposeScope();
        using var connector = new FbkdTeacher(Map);
        var weights = connector.Parameters.ToDictionary(pair => pair.Name, pair => (Tensor)pair.Weight, StringComparer.Ordinal);
        var x = randn(2, 4, 6, 6);
        Assert.True(connector.Apply(x, Step())[0].allclose(x, 0, 0)); // the last convolution is zero at first
        using (no_grad())
        {
            foreach (var weight in weights.Values)
            {
                weight.normal_(0, 0.5);
            }
        }

        Tensor Rows(string part) => nn.functional.conv2d(x, weights[$"non_local.{part}.weight"], weights[$"non_local.{part}.bias"]).flatten(2);
        var pairs = Rows("theta").transpose(1, 2).bmm(Rows("phi")).div(36);
        var map = pairs.bmm(Rows("g").transpose(1, 2)).transpose(1, 2).reshape(2, 2, 6, 6);
        var expected = x.add(nn.functional.conv2d(map, weights["non_local.out.weight"], weights["non_local.out.bias"]));
        Assert.True(connector.Apply(x, Step())[0].allclose(expected, 1e-4, 1e-4));
    }

    [Fact]
    public void Fbkd_student_gives_four_tensors()
    {
        using var scope = NewDisposeScope();
        using var connector = new FbkdStudent(Map);

        var outputs = connector.Apply(randn(2, 4, 6, 6), Step());

        Assert.Equal(["feature", "channel", "spatial", "relation"], connector.Outputs);
        Assert.Equal(["2,4,6,6", "2,4", "2,1,6,6", "2,4,6,6"], outputs.Select(output => string.Join(',', output.shape)));
    }

    [Fact]
    public void Mgd_hides_the_given_share_of_positions_and_others_in_every_step()
    {
        using var scope = NewDisposeScope();
        var context = Map with { Shape = [1, 1, 64, 64], Counterpart = [1, 1, 64, 64] };
        using var connector = new MgdGenerator(new() { Masked = 0.65 }, context);
        using (no_grad())
        {
            foreach (var (name, weight) in connector.Parameters)
            {
                weight.zero_();
                if (name.EndsWith("weight", StringComparison.Ordinal))
                {
                    weight[0, 0, 1, 1] = 1; // both convolutions hand on what they get
                }
            }
        }

        var (first, again, next) = (connector.Apply(ones(1, 1, 64, 64), Step(3))[0], connector.Apply(ones(1, 1, 64, 64), Step(3))[0], connector.Apply(ones(1, 1, 64, 64), Step(4))[0]);

        Assert.Equal(0.35, first.mean().item<float>(), 0.02);
        Assert.True(first.eq(again).all().item<bool>());
        Assert.False(first.eq(next).all().item<bool>());
    }

    [Fact]
    public void Mgd_aligns_widths_that_differ()
    {
        using var scope = NewDisposeScope();
        using var connector = new MgdGenerator(new(), Map);

        Assert.Equal([2, 8, 6, 6], connector.Apply(randn(2, 4, 6, 6), Step())[0].shape);
    }

    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(-0.7, 0.4)]
    public void Ofd_margin_is_the_mean_of_the_negative_part(double mean, double deviation)
    {
        var (sum, mass) = (0.0, 0.0);
        for (var x = -12.0; x < 0; x += 1e-4)
        {
            var density = Math.Exp(-Math.Pow((x - mean) / deviation, 2) / 2);
            (sum, mass) = (sum + (x * density), mass + density);
        }

        Assert.Equal(sum / mass, OfdMargin.Margin(mean, deviation), 1e-3);
    }

    [Fact]
    public void Ofd_margin_is_three_deviations_where_almost_nothing_is_negative() => Assert.Equal(-0.3, OfdMargin.Margin(1, 0.1), 1e-12);

    [Fact]
    public void Ofd_margin_cuts_each_channel_at_its_own()
    {
        using var scope = NewDisposeScope();
        using var builder = new GraphBuilder("teacher");
        using var graph = builder.Build(("out", builder.BatchNorm(builder.Input("in", 2, 3, 3), "norm")));
        graph.Find("norm.bias")!.Constant!.Tensor.copy_(tensor(new[] { 0.5f, -0.7f }));
        graph.Find("norm.weight")!.Constant!.Tensor.copy_(tensor(new[] { 1.5f, -0.4f }));
        using var connector = new OfdMargin(new() { Shape = [1, 2, 3, 3], Source = graph.Find("out") });

        var y = connector.Apply(full(1, 2, 3, 3, -100f), Step())[0];

        Assert.Equal(OfdMargin.Margin(0.5, 1.5), y[0, 0, 0, 0].item<float>(), 1e-5);
        Assert.Equal(OfdMargin.Margin(-0.7, 0.4), y[0, 1, 2, 2].item<float>(), 1e-5);
        Assert.Empty(connector.Parameters);
    }

    [Fact]
    public void Ofd_margin_needs_a_batch_norm() =>
        Assert.Contains("record a BatchNorm's output", Assert.Throws<ArgumentException>(() => new OfdMargin(Map)).Message, StringComparison.Ordinal);

    [Fact]
    public void Width_that_is_nowhere_given_is_asked_for() =>
        Assert.Contains("'channels' has to be given", Assert.Throws<ArgumentException>(() => new ConvolutionConnector(new(), Map with { Counterpart = null })).Message, StringComparison.Ordinal);

    private static Tensor Run(Connector connector, Tensor x)
    {
        using (connector)
        {
            return connector.Apply(x, Step())[0];
        }
    }

    private static StepContext Step(long step = 0) => new(new Dictionary<string, Optimizer>(StringComparer.Ordinal)) { Step = step, Steps = 10, Seed = 1 };
}
