using Occam.Core.Training.Optimizers;
using Occam.Models.Algorithms;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

public sealed class BilevelGradientTests
{
    private const double Rate = 0.3;
    private const double Decay = 0.05;

    public static TheoryData<SgdOptions> Optimizers() =>
    [
        new SgdOptions { LearningRate = Rate, Momentum = 0, Nesterov = false },
        new SgdOptions { LearningRate = Rate, Momentum = 0.9, Nesterov = false, WeightDecay = Decay, DecayVectors = true },
        new SgdOptions { LearningRate = Rate, Momentum = 0.9, Nesterov = false, Dampening = 0.4 },
        new SgdOptions { LearningRate = Rate, Momentum = 0.8, Nesterov = true, WeightDecay = Decay, DecayVectors = true },
        new SgdOptions { LearningRate = Rate, Momentum = 0.8, Groups = [new() { Pattern = "w1", LearningRateFactor = 0.5 }] },
    ];

    // L_train = h (w - a)^2 / 2, L_val = q (w - t)^2 / 2 + r a^2 / 2, numbers. w' = w - rate (h (w - a) + decay w), dw'/da = rate h,
    // so dL_val(w', a)/da = r a + q (w' - t) rate h. L_train is quadratic: the difference quotient is exact.
    [Fact]
    public void Second_order_is_the_closed_form_of_a_quadratic()
    {
        const double h = 2, q = 1.5, t = -1, r = 0.7, w = 0.8, a = 0.3;
        using var scope = NewDisposeScope();
        var (weight, architecture) = (Number(w), Number(a));
        using var sgd = new Sgd([("w", weight)], new() { LearningRate = Rate, Momentum = 0, Nesterov = false, WeightDecay = Decay, DecayVectors = true });

        var loss = new BilevelGradient([architecture]).SecondOrder(
            () => weight.sub(architecture).square().sum().mul(h / 2),
            () => weight.sub(t).square().sum().mul(q / 2).add(architecture.square().sum().mul(r / 2)),
            sgd);

        var next = w - (Rate * ((h * (w - a)) + (Decay * w)));
        Assert.Equal((q * (next - t) * (next - t) / 2) + (r * a * a / 2), loss, 1e-12);
        Assert.Equal((r * a) + (q * (next - t) * Rate * h), architecture.grad!.item<double>(), 1e-9);
        Assert.Equal(w, weight.item<double>());
        Assert.Null(weight.grad);
    }

    [Fact]
    public void First_order_is_the_gradient_at_the_weights_as_they_are()
    {
        using var scope = NewDisposeScope();
        var (weight, architecture) = (Number(0.8), Number(0.3));

        var loss = new BilevelGradient([architecture]).FirstOrder(() => weight.mul(architecture).square().sum());

        Assert.Equal(0.24 * 0.24, loss, 1e-12);
        Assert.Equal(2 * 0.24 * 0.8, architecture.grad!.item<double>(), 1e-12);
        Assert.Null(weight.grad);
    }

    // The objective F(a) = L_val(w'(a), a) itself, w' by a real step of the optimizer, differentiated by central differences.
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Second_order_is_the_derivative_of_the_bilevel_objective(SgdOptions options)
    {
        using var scope = NewDisposeScope();
        double[] start = [0.4, -0.3, 0.2];
        var expected = new double[start.Length];
        for (var i = 0; i < start.Length; i++)
        {
            expected[i] = (Objective(i, 1e-5) - Objective(i, -1e-5)) / 2e-5;
        }

        using var toy = new Toy(start, options);
        var kept = toy.Numbers();
        var loss = toy.Gradient.SecondOrder(toy.Training, toy.Validation, toy.Sgd);

        Assert.Equal(Objective(0, 0), loss, 1e-12);
        Assert.Equal(expected, toy.Architecture.grad!.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 2e-4 * Math.Max(1, Math.Abs(a)));
        Assert.Equal(kept, toy.Numbers());
        Assert.True(Largest(expected, toy.FirstOrder()) > 0.005, "first order would pass too");
        toy.Step();
        Assert.True(Largest(expected, toy.FirstOrder()) > 0.005, "the virtual step without the second derivative would pass too");

        static double Largest(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

        double Objective(int index, double change)
        {
            double[] at = [.. start];
            at[index] += change;
            using var moved = new Toy(at, options);
            moved.Step();
            using var inner = NewDisposeScope();
            return moved.Validation().item<double>();
        }
    }

    [Fact]
    public void Velocity_and_steps_of_the_optimizer_stay()
    {
        using var scope = NewDisposeScope();
        using var toy = new Toy([0.1, 0.2, 0.3], new() { LearningRate = Rate });
        var before = toy.Sgd.State.Select(pair => pair.Tensor.data<double>().ToArray()).ToArray();

        toy.Gradient.SecondOrder(toy.Training, toy.Validation, toy.Sgd);

        Assert.Equal(before, toy.Sgd.State.Select(pair => pair.Tensor.data<double>().ToArray()));
        Assert.All(toy.Sgd.Parameters, parameter => Assert.Equal(1, parameter.Steps));
        Assert.All(toy.Sgd.Parameters, parameter => Assert.Null(parameter.Weight.grad));
    }

    [Fact]
    public void Weights_are_put_back_although_a_pass_fails()
    {
        using var scope = NewDisposeScope();
        using var toy = new Toy([0.1, 0.2, 0.3], new() { LearningRate = Rate });
        var kept = toy.Numbers();

        Assert.Throws<InvalidOperationException>(() => toy.Gradient.SecondOrder(toy.Training, () => throw new InvalidOperationException(), toy.Sgd));

        Assert.Equal(kept, toy.Numbers());
    }

    private static Parameter Number(double number) => new(tensor([number]));

    /// <summary>Two layers whose hidden sum is a mixture by softmax, as a search network's is; the optimizer has made a step already, so that it has a velocity.</summary>
    private sealed class Toy : IDisposable
    {
        private readonly Parameter _first;
        private readonly Parameter _second;

        public Toy(double[] architecture, SgdOptions options)
        {
            Architecture = new(tensor(architecture));
            _first = new(tensor([0.5, -0.4, 0.3, 0.8]).reshape(2, 2));
            _second = new(tensor([0.7, -0.2]));
            Sgd = new([("w1", _first), ("w2", _second)], options);
            Gradient = new([Architecture]);
            using var scope = NewDisposeScope();
            Loss(tensor([0.2, 0.9]), 0.4, tensor([0.1, 0.5, 0.4])).backward();
            Sgd.Step();
            Sgd.ClearGradients();
        }

        public Parameter Architecture { get; }

        public Sgd Sgd { get; }

        public BilevelGradient Gradient { get; }

        public Tensor Training() => Loss(tensor([1.0, -0.5]), 0.8, Architecture.softmax(0));

        public Tensor Validation() => Loss(tensor([-0.3, 1.2]), -0.6, Architecture.softmax(0)).add(Architecture.square().sum().mul(0.1));

        public void Step()
        {
            using var scope = NewDisposeScope();
            Training().backward();
            Sgd.Step();
        }

        public double[] FirstOrder()
        {
            using var scope = NewDisposeScope();
            Gradient.FirstOrder(Validation);
            return Architecture.grad!.data<double>().ToArray();
        }

        public double[] Numbers() => [.. _first.data<double>().ToArray(), .. _second.data<double>().ToArray()];

        public void Dispose() => Sgd.Dispose();

        private Tensor Loss(Tensor x, double target, Tensor mixture)
        {
            var hidden = _first.mv(x);
            var mixed = hidden.tanh().mul(mixture[0]).add(hidden.sin().mul(mixture[1])).add(hidden.mul(mixture[2]));
            return mixed.dot(_second).sub(target).square().mul(6);
        }
    }
}
