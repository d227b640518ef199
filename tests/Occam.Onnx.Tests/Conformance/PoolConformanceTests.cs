using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

public sealed class PoolConformanceTests
{
    [Theory]
    [InlineData("MaxPool", 1)]
    [InlineData("MaxPool", 2)]
    [InlineData("MaxPool", 3)]
    [InlineData("AveragePool", 1)]
    [InlineData("AveragePool", 2)]
    [InlineData("AveragePool", 3)]
    [InlineData("LpPool", 2)]
    public void Pool_equals_ONNX_Runtime(string pool, int rank)
    {
        var random = new Random(rank);
        for (var i = 0; i < 12; i++)
        {
            using var scope = NewDisposeScope();
            long[] Sizes(int low, int high) => [.. Enumerable.Range(0, rank).Select(_ => (long)random.Next(low, high))];
            var opset = pool is "LpPool" ? 18 : 19;
            var kernel = Sizes(1, 4);
            var attributes = new List<(string, object)>
            {
                ("kernel_shape", kernel),
                ("strides", Sizes(1, 4)),
                ("pads", (long[])[.. kernel.Select(size => random.NextInt64(size)), .. kernel.Select(size => random.NextInt64(size))]),
                ("dilations", Sizes(1, 3)),
                ("ceil_mode", random.Next(2)),
            };
            if (pool is "AveragePool")
            {
                attributes.Add(("count_include_pad", random.Next(2)));
            }

            new ConformanceCase(pool, opset, [randn([2, 3, .. Sizes(5, 9)])], NodeAttributes.Of([.. attributes])).Check();
        }
    }
}
