using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

/// <summary>Reductions, positions and running sums in ONNX Runtime.</summary>
public sealed class ReductionConformanceTests
{
    [Theory]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceProd")]
    [InlineData("ReduceL1")]
    [InlineData("ReduceL2")]
    [InlineData("ReduceSumSquare")]
    [InlineData("ReduceLogSum")]
    [InlineData("ReduceLogSumExp")]
    public void Reduction_equals_ONNX_Runtime(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var x = rand(2, 3, 4, 5) + 0.5;
        foreach (var (opset, input) in new[] { (8L, false), (11, false), (13, name is "ReduceSum"), (18, true) })
        {
            foreach (var axes in new long[][] { [], [1], [2, 3], [0, 2], [0, 1, 2, 3], [-1], [-1, 1] })
            {
                if (opset < 11 && axes.Any(axis => axis < 0))
                {
                    continue; // negative axes came with version 11
                }

                var attributes = new List<(string, object)> { ("keepdims", (long)(axes.Length % 2)) };
                if (!input && axes.Length > 0)
                {
                    attributes.Add(("axes", axes));
                }

                new ConformanceCase(name, opset, input && axes.Length > 0 ? [x, tensor(axes)] : [x], NodeAttributes.Of([.. attributes])).Check();
            }
        }

        new ConformanceCase(name, 18, [tensor(2f)]).Check();
    }

    [Theory]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceProd")]
    [InlineData("ReduceL1")]
    [InlineData("ReduceL2")]
    [InlineData("ReduceSumSquare")]
    [InlineData("ReduceLogSum")]
    [InlineData("ReduceLogSumExp")]
    public void Reduction_without_axes_and_with_noop_equals_ONNX_Runtime(string name)
    {
        using var scope = NewDisposeScope();

        new ConformanceCase(name, 18, [rand(2, 3) + 0.5], NodeAttributes.Of(("noop_with_empty_axes", 1L))).Check();
    }

    [Theory]
    [InlineData("ReduceSum ReduceMean ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSum", ScalarType.Int32)]
    [InlineData("ReduceSum ReduceMax ReduceMin ReduceProd ReduceSumSquare", ScalarType.Int64)]
    public void Reduction_of_integers_equals_ONNX_Runtime(string names, ScalarType type)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        foreach (var name in names.Split(' '))
        {
            new ConformanceCase(name, 18, [randint(1, 9, [3, 7]).to(type), tensor(new[] { 1L })]).Check();
        }
    }

    [Theory]
    [InlineData("ArgMax")]
    [InlineData("ArgMin")]
    public void Position_equals_ONNX_Runtime(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        foreach (var axis in new long[] { 0, 1, -1 })
        {
            foreach (var last in new long[] { 0, 1 })
            {
                var x = randint(0, 3, [4, 5, 6]).to(ScalarType.Float32); // ties
                new ConformanceCase(name, 13, [x], NodeAttributes.Of(("axis", axis), ("select_last_index", last), ("keepdims", last))).Check();
            }
        }

        new ConformanceCase(name, 11, [randn(3, 4)]).Check();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void CumSum_equals_ONNX_Runtime(long exclusive, long reverse)
    {
        using var scope = NewDisposeScope();
        var attributes = NodeAttributes.Of(("exclusive", exclusive), ("reverse", reverse));

        new ConformanceCase("CumSum", 14, [randn(3, 4, 5), tensor(1L)], attributes).Check();
        new ConformanceCase("CumSum", 11, [randint(0, 9, [3, 4]).to(ScalarType.Int32), tensor(-1)], attributes).Check();
    }
}
