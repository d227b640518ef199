using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

public sealed class CrdLossTests
{
    private const int Samples = 9;
    private static readonly CrdOptions Options = new() { Weight = 0.7, Dimensions = 3, Negatives = 4, Temperature = 0.2, Momentum = 0.3 };

    [Fact]
    public void Two_steps_are_the_formula_computed_number_by_number()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrdLoss(Options, Samples, seed: 5, type: ScalarType.Float64);
        var (students, teachers) = (Rows(loss, "students"), Rows(loss, "teachers"));
        double[]? constants = null;
        foreach (var (step, places) in new[] { new long[] { 2, 7 }, [7, 0] }.Index())
        {
            var indices = tensor(places);
            var (s, t) = (Unit(10 + step), Unit(20 + step));
            var drawn = Matrix(loss.Draw(indices));
            var (rowsS, rowsT) = (Matrix(s), Matrix(t));
            constants ??= [Samples * Mean(rowsS, teachers, drawn), Samples * Mean(rowsT, students, drawn)];
            var expected = 0.7 * (Plain(rowsS, teachers, drawn, constants[0]) + Plain(rowsT, students, drawn, constants[1]));

            Assert.Equal(expected, loss.Compute(s, t, indices).item<double>(), 1e-8);
            Remember(students, rowsS, places);
            Remember(teachers, rowsT, places);
            Assert.Equal(students.SelectMany(row => row), Rows(loss, "students").SelectMany(row => row), (a, b) => Math.Abs(a - b) < 1e-12);
            Assert.Equal(teachers.SelectMany(row => row), Rows(loss, "teachers").SelectMany(row => row), (a, b) => Math.Abs(a - b) < 1e-12);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradients_of_both_sides_are_those_of_finite_differences(bool ofStudent)
    {
        using var scope = NewDisposeScope();
        var (s, t) = (Unit(1).requires_grad_(ofStudent), Unit(2).requires_grad_(!ofStudent));
        var variable = ofStudent ? s : t;
        using var first = Warm();
        first.Compute(s, t, tensor(new long[] { 4, 1 })).backward();
        var gradient = variable.grad!.flatten().data<double>().ToArray();

        for (var i = 0; i < gradient.Length; i++)
        {
            var difference = (At(i, 1e-6) - At(i, -1e-6)) / 2e-6;
            Assert.Equal(difference, gradient[i], 1e-5 * Math.Max(1, Math.Abs(difference)));
        }

        double At(int index, double change)
        {
            using var inner = NewDisposeScope();
            using var loss = Warm();
            var moved = variable.detach().clone();
            moved.view(-1)[index] += change;
            return loss.Compute(ofStudent ? moved : s, ofStudent ? t : moved, tensor(new long[] { 4, 1 })).item<double>();
        }
    }

    [Fact]
    public void Others_are_never_the_sample_itself_and_differ_from_step_to_step()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrdLoss(Options with { Negatives = 500 }, Samples, seed: 5, type: ScalarType.Float64);
        var indices = tensor(new long[] { 0, 8 });
        var drawn = Matrix(loss.Draw(indices));

        Assert.All(drawn, row => Assert.DoesNotContain(row[0], row.Skip(1)));
        Assert.All(drawn, row => Assert.Equal(Samples - 1, row.Skip(1).Distinct().Count()));
        Assert.Equal([0.0, 8.0], drawn.Select(row => row[0]));
        loss.Compute(Unit(1), Unit(2), indices);
        Assert.NotEqual(drawn[0], Matrix(loss.Draw(indices))[0]);
    }

    [Fact]
    public void Others_are_all_of_other_classes_each_as_often_where_classes_are_known()
    {
        using var scope = NewDisposeScope();
        int[] labels = [2, 0, 2, 1, 0, 2, 1, 0, 0];
        using var loss = new CrdLoss(Options with { Negatives = 6000 }, Samples, seed: 5, labels);
        var indices = tensor(new long[] { 0, 3, 8 });

        foreach (var row in Matrix(loss.Draw(indices)))
        {
            var counts = row.Skip(1).CountBy(other => (int)other).ToDictionary();
            var expected = Enumerable.Range(0, Samples).Where(other => labels[other] != labels[(int)row[0]]).ToArray();
            Assert.Equal(expected, counts.Keys.Order());
            Assert.All(counts.Values, count => Assert.InRange(count, 0.85 * 6000 / expected.Length, 1.15 * 6000 / expected.Length));
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Others_are_any_where_all_are_of_one_class_or_the_option_says_so(bool otherClasses, bool oneClass)
    {
        using var scope = NewDisposeScope();
        int[] labels = oneClass ? new int[Samples] : [2, 0, 2, 1, 0, 2, 1, 0, 0];
        using var loss = new CrdLoss(Options with { Negatives = 500, OtherClasses = otherClasses }, Samples, seed: 5, labels);

        var row = Matrix(loss.Draw(tensor(new long[] { 4 })))[0];

        Assert.Equal(Enumerable.Range(0, Samples).Where(i => i != 4).Select(i => (double)i), row.Skip(1).Distinct().Order());
    }

    [Fact]
    public void State_carries_on_where_it_was()
    {
        using var scope = NewDisposeScope();
        using var one = Warm();
        using var other = new CrdLoss(Options, Samples, seed: 5, type: ScalarType.Float64);
        foreach (var (from, to) in one.StateTensors.Zip(other.StateTensors))
        {
            to.Tensor.copy_(from.Tensor);
        }

        var indices = tensor(new long[] { 4, 1 });
        Assert.Equal(one.Compute(Unit(1), Unit(2), indices).item<double>(), other.Compute(Unit(1), Unit(2), indices).item<double>());
    }

    private static CrdLoss Warm()
    {
        var loss = new CrdLoss(Options, Samples, seed: 5, type: ScalarType.Float64);
        using var scope = NewDisposeScope();
        loss.Compute(Unit(8), Unit(9), tensor(new long[] { 3, 5 }));
        return loss;
    }

    private static Tensor Unit(int seed) => nn.functional.normalize(LossGradient.Random(seed, 2, 3));

    private static double Mean(double[][] x, double[][] memory, double[][] drawn) =>
        drawn.SelectMany((row, n) => row.Select(j => Math.Exp(PlainMath.Dot(memory[(int)j], x[n]) / 0.2))).Average();

    private static double Plain(double[][] x, double[][] memory, double[][] drawn, double constant)
    {
        const double m = 4.0 / Samples;
        return drawn.Select((row, n) =>
        {
            var p = row.Select(j => Math.Exp(PlainMath.Dot(memory[(int)j], x[n]) / 0.2) / constant).ToArray();
            return -(Math.Log(p[0] / (p[0] + m + 1e-7)) + p.Skip(1).Sum(q => Math.Log(m / (q + m + 1e-7))));
        }).Average();
    }

    private static void Remember(double[][] memory, double[][] x, long[] places)
    {
        var before = places.Select(place => memory[place]).ToArray();
        foreach (var (n, place) in places.Index())
        {
            memory[place] = PlainMath.Unit([.. before[n].Zip(x[n], (v, u) => (0.3 * v) + (0.7 * u))]);
        }
    }

    private static double[][] Rows(CrdLoss loss, string name) => Matrix(loss.StateTensors.First(pair => pair.Name == name).Tensor);

    private static double[][] Matrix(Tensor tensor)
    {
        var numbers = tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return [.. numbers.Chunk((int)tensor.shape[1])];
    }
}
