using Occam.Models.Quantizers.Training.Functions;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers.Training;

/// <summary>Gradients of fake quantization against the papers' formulas, element by element in plain C#.</summary>
public sealed class GradientTests
{
    private static readonly float[] Numbers = [-3f, -1.3f, -0.62f, -0.2f, 0f, 0.04f, 0.26f, 0.74f, 0.9f, 1.49f, 1.6f, 7f];
    private static readonly float[] Factors = [1f, -2f, 0.5f, 3f, 1f, -1f, 2f, 0.25f, 1f, -0.5f, 4f, 1.5f];

    [Fact]
    public void Straight_through_passes_the_gradient_where_nothing_is_clamped()
    {
        using var scope = NewDisposeScope();
        var x = Variable(Numbers);

        var y = StraightThrough.Quantize(x, tensor(0.5f), tensor(2f), new(0, 5));
        y.mul(from_array(Factors)).sum().backward();

        for (var i = 0; i < Numbers.Length; i++)
        {
            var position = (Numbers[i] / 0.5f) + 2;
            Assert.Equal(0.5f * (Math.Clamp(MathF.Round(Numbers[i] / 0.5f) + 2, 0, 5) - 2), y[i].item<float>());
            Assert.Equal(position is >= 0 and <= 5 ? Factors[i] : 0, x.grad![i].item<float>());
        }
    }

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(-3, 3, 0)]
    [InlineData(0, 7, 3)]
    public void Step_gets_the_gradient_of_LSQ(int low, int high, int zeroPoint)
    {
        using var scope = NewDisposeScope();
        const float Step = 0.4f;
        var (x, step) = (Variable(Numbers), Variable([Step]));

        LearnedStep.Quantize(x, step.reshape([]), tensor((float)zeroPoint), null, new(low, high), 0.25).mul(from_array(Factors)).sum().backward();

        var expected = 0.0;
        for (var i = 0; i < Numbers.Length; i++)
        {
            var v = Numbers[i] / Step;
            var inside = v + zeroPoint >= low && v + zeroPoint <= high;
            expected += Factors[i] * (inside ? MathF.Round(v) - v : (v + zeroPoint < low ? low : high) - zeroPoint);
            Assert.Equal(inside ? Factors[i] : 0, x.grad![i].item<float>());
        }

        Assert.Equal(0.25 * expected, step.grad!.item<float>(), 1e-4);
    }

    [Fact]
    public void Each_channel_has_a_step_of_its_own()
    {
        using var scope = NewDisposeScope();
        var (x, steps) = (Variable([0.3f, 5f, -0.3f, 0.9f]), Variable([0.25f, 0.5f]));

        LearnedStep.Quantize(x.reshape(2, 2), steps.reshape(2, 1), zeros(2, 1), null, new(-3, 3), 1).sum().backward();

        // 0.3 / 0.25 = 1.2 rounds to 1; 5 is clamped to 3. -0.3 / 0.5 = -0.6 rounds to -1; 0.9 / 0.5 = 1.8 to 2.
        Assert.Equal(-0.2 + 3, steps.grad![0].item<float>(), 1e-5);
        Assert.Equal(-0.4 + 0.2, steps.grad![1].item<float>(), 1e-5);
    }

    [Fact]
    public void Offset_gets_the_gradient_of_LSQ_plus()
    {
        using var scope = NewDisposeScope();
        const float Step = 0.4f;
        const int ZeroPoint = 2;
        var (x, step, offset) = (Variable(Numbers), Variable([Step]), Variable([-Step * ZeroPoint]));

        LearnedStep.Quantize(x, step.reshape([]), tensor((float)ZeroPoint), offset.reshape([]), new(0, 5), 0.5).mul(from_array(Factors)).sum().backward();

        var (ofStep, ofOffset) = (0.0, 0.0);
        for (var i = 0; i < Numbers.Length; i++)
        {
            var v = Numbers[i] / Step;
            var inside = v + ZeroPoint is >= 0 and <= 5;
            ofStep += Factors[i] * (inside ? MathF.Round(v) - v : v + ZeroPoint < 0 ? 0 : 5);
            ofOffset += inside ? 0 : Factors[i];
        }

        Assert.Equal(0.5 * ofStep, step.grad!.item<float>(), 1e-4);
        Assert.Equal(0.5 * ofOffset, offset.grad!.item<float>(), 1e-4);
    }

    [Fact]
    public void Clipping_bound_gets_the_gradient_of_PACT()
    {
        using var scope = NewDisposeScope();
        var (x, bound) = (Variable(Numbers), Variable([1.5f]));

        var y = TrainedClip.Quantize(x, bound.reshape([]), tensor(0.5f), new(0, 3));
        y.mul(from_array(Factors)).sum().backward();

        Assert.Equal(4f + 1.5f, bound.grad!.item<float>()); // 1.6 and 7
        for (var i = 0; i < Numbers.Length; i++)
        {
            Assert.Equal(0.5f * Math.Clamp(MathF.Round(Numbers[i] / 0.5f), 0, 3), y[i].item<float>());
            Assert.Equal(Numbers[i] is >= 0 and < 1.5f ? Factors[i] : 0, x.grad![i].item<float>());
        }
    }

    [Fact]
    public void Steps_leak_no_tensors()
    {
        using var scope = NewDisposeScope();
        var (x, step) = (Variable(Numbers), Variable([0.4f]));
        long Live()
        {
            using var inner = NewDisposeScope();
            LearnedStep.Quantize(x, step.reshape([]), zeros([]), null, new(0, 3), 1).sum().backward();
            return Tensor.TotalCount;
        }

        Live();
        var first = Live();
        for (var i = 0; i < 50; i++)
        {
            Live();
        }

        Assert.InRange(Live(), 0, first + 2);
    }

    private static Tensor Variable(float[] numbers) => from_array(numbers).requires_grad_();
}
