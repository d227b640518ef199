using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>The Reduce operators against loops in plain C#.</summary>
public sealed class ReductionTests
{
    private static readonly Dictionary<string, Func<double[], double>> References = new(StringComparer.Ordinal)
    {
        ["ReduceSum"] = x => x.Sum(),
        ["ReduceMean"] = x => x.Average(),
        ["ReduceMax"] = x => x.Max(),
        ["ReduceMin"] = x => x.Min(),
        ["ReduceProd"] = x => x.Aggregate(1.0, (product, v) => product * v),
        ["ReduceL1"] = x => x.Sum(Math.Abs),
        ["ReduceL2"] = x => Math.Sqrt(x.Sum(v => v * v)),
        ["ReduceSumSquare"] = x => x.Sum(v => v * v),
        ["ReduceLogSum"] = x => Math.Log(x.Sum()),
        ["ReduceLogSumExp"] = x => Math.Log(x.Sum(Math.Exp)),
    };

    public static TheoryData<string> Names => [.. References.Keys];

    public static MatrixTheoryData<string, long[], bool> Cases { get; } =
        new([.. References.Keys], [[], [1], [-1], [0, 2], [2, 0], [0, 1, 2], [-1, -2]], [true, false]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reduction_over_axes_is_the_loop(string name, long[] axes, bool keep)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var x = rand([2, 3, 4], ScalarType.Float64) + 0.1;
        var (values, shape) = Loop(x, axes, keep, References[name]);

        foreach (var opset in new[] { 11L, 13, 18, 21 })
        {
            var y = Reduce(name, x, axes, new() { ["keepdims"] = new IntAttribute(keep ? 1 : 0) }, opset);

            TensorAssert.Close(tensor(values, shape), y, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reduction_without_axes_and_with_noop_reduces_nothing(string name)
    {
        using var scope = NewDisposeScope();
        double[] x = [0.5, 2, 3];

        var y = Reduce(name, tensor(x), [], new() { ["noop_with_empty_axes"] = new IntAttribute(1) }, 18);

        TensorAssert.Close(tensor(x.Select(v => References[name]([v])).ToArray()), y, 1e-12);
    }

    [Theory]
    [InlineData("ReduceSum", 6L)]
    [InlineData("ReduceMean", 2L)]
    [InlineData("ReduceMax", 5L)]
    [InlineData("ReduceMin", -1L)]
    [InlineData("ReduceProd", -10L)]
    [InlineData("ReduceL1", 8L)]
    [InlineData("ReduceL2", 5L)]
    [InlineData("ReduceSumSquare", 30L)]
    public void Reduction_of_integers_stays_integer(string name, long expected)
    {
        using var scope = NewDisposeScope();

        var y = Reduce(name, tensor(new[] { -1, 2, 5 }), [0], new() { ["keepdims"] = new IntAttribute(0) }, 18);

        Assert.Equal(ScalarType.Int32, y.dtype);
        Assert.Equal(expected, y.item<int>());
    }

    [Fact]
    public void ReduceLogSumExp_of_large_numbers_does_not_overflow()
    {
        using var scope = NewDisposeScope();

        TensorAssert.Close(tensor([1000f + MathF.Log(2)]), Reduce("ReduceLogSumExp", tensor([1000f, 1000f]), [0], [], 13));
    }

    [Fact]
    public void Reduction_of_axis_out_of_range_is_refused()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => Reduce("ReduceSum", ones(2, 2), [2], [], 13));

        Assert.Contains("axis 2", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Reduce(string name, Tensor x, long[] axes, Dictionary<string, AttributeValue> attributes, long opset)
    {
        if (opset >= (name == "ReduceSum" ? 13 : 18))
        {
            return SingleNode.Run(name, axes.Length == 0 ? [x] : [x, tensor(axes)], attributes, opset)[0];
        }

        if (axes.Length > 0)
        {
            attributes = new(attributes) { ["axes"] = new IntsAttribute(axes) };
        }

        return SingleNode.Run(name, [x], attributes, opset)[0];
    }

    private static (double[] Values, long[] Shape) Loop(Tensor x, long[] axes, bool keep, Func<double[], double> function)
    {
        var sizes = x.shape;
        var reduced = Enumerable.Range(0, 3).Select(axis => axes.Length == 0 || axes.Contains(axis) || axes.Contains(axis - 3)).ToArray();
        var groups = new SortedDictionary<long, List<double>>();
        for (var i = 0L; i < sizes[0]; i++)
        {
            for (var j = 0L; j < sizes[1]; j++)
            {
                for (var k = 0L; k < sizes[2]; k++)
                {
                    var key = ((((reduced[0] ? 0 : i) * 10) + (reduced[1] ? 0 : j)) * 10) + (reduced[2] ? 0 : k);
                    groups.TryAdd(key, []);
                    groups[key].Add(x[i, j, k].item<double>());
                }
            }
        }

        var shape = sizes.Select((size, axis) => reduced[axis] ? 1 : size).Where((_, axis) => keep || !reduced[axis]).ToArray();
        return ([.. groups.Values.Select(group => function([.. group]))], shape);
    }
}
