using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

/// <summary>Matrix products and Einstein sums in ONNX Runtime.</summary>
public sealed class ProductConformanceTests
{
    [Fact]
    public void MatMul_equals_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        (long[] A, long[] B)[] shapes = [([3, 4], [4, 5]), ([4], [4, 5]), ([3, 4], [4]), ([4], [4]), ([2, 3, 4], [4, 5]), ([2, 1, 3, 4], [5, 4, 6])];
        foreach (var (a, b) in shapes)
        {
            new ConformanceCase("MatMul", 13, [randn(a), randn(b)]).Check();
        }

        new ConformanceCase("MatMul", 9, [randint(0, 9, [3, 4]).to(ScalarType.Int32), randint(0, 9, [4, 2]).to(ScalarType.Int32)]).Check();
    }

    [Theory]
    [InlineData("bhid,bhjd->bhij", new long[] { 2, 3, 4, 5 }, new long[] { 2, 3, 6, 5 })]
    [InlineData("bij, bjk -> bik", new long[] { 2, 3, 4 }, new long[] { 2, 4, 5 })]
    [InlineData("...ij,...jk->...ik", new long[] { 2, 3, 4 }, new long[] { 2, 4, 5 })]
    [InlineData("i,j->ij", new long[] { 3 }, new long[] { 4 })]
    [InlineData("ij,ij", new long[] { 3, 4 }, new long[] { 3, 4 })]
    [InlineData("ij->ji", new long[] { 3, 4 }, null)]
    [InlineData("ii->i", new long[] { 3, 3 }, null)]
    [InlineData("...ij->...i", new long[] { 2, 3, 4 }, null)]
    public void Einsum_equals_ONNX_Runtime(string equation, long[] a, long[]? b)
    {
        using var scope = NewDisposeScope();

        new ConformanceCase("Einsum", 12, b is null ? [randn(a)] : [randn(a), randn(b)], NodeAttributes.Of(("equation", equation))).Check();
    }
}
