using Occam.Testing;

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
        using var random = new RandomCases(60 + rank);
        for (var i = 0; i < 12; i++)
        {
            var kernel = random.Many(rank, 1, 4);
            var attributes = new List<(string, object)>
            {
                ("kernel_shape", kernel),
                ("strides", random.Many(rank, 1, 4)),
                ("pads", Array.ConvertAll((long[])[.. kernel, .. kernel], size => (long)random.Next(0, (int)size))),
                ("dilations", random.Many(rank, 1, 3)),
                ("ceil_mode", random.Next(0, 2)),
            };
            if (pool is "AveragePool")
            {
                attributes.Add(("count_include_pad", random.Next(0, 2)));
            }

            new ConformanceCase(pool, pool is "LpPool" ? 18 : 19, [random.Normal([2, 3, .. random.Many(rank, 5, 9)])], NodeAttributes.Of([.. attributes])).Check();
        }
    }

    [Theory]
    [InlineData("MaxPool", 10)]
    [InlineData("AveragePool", 7)]
    [InlineData("AveragePool", 11)]
    [InlineData("LpPool", 11)]
    public void Pool_of_earlier_versions_equals_ONNX_Runtime(string pool, int opset)
    {
        using var random = new RandomCases(64);
        for (var i = 0; i < 12; i++)
        {
            var kernel = random.Many(2, 1, 4);
            // ONNX Runtime fails for auto_pad where a stride is larger than the window.
            var attributes = new List<(string, object)> { ("kernel_shape", kernel), ("strides", Array.ConvertAll(kernel, size => (long)random.Next(1, (int)size + 1))) };
            attributes.Add(random.Next(0, 2) == 0
                ? ("auto_pad", random.OneOf("SAME_UPPER", "SAME_LOWER", "VALID"))
                : ("pads", Array.ConvertAll((long[])[.. kernel, .. kernel], size => (long)random.Next(0, (int)size))));
            if (pool is "AveragePool")
            {
                attributes.Add(("count_include_pad", random.Next(0, 2)));
            }

            new ConformanceCase(pool, opset, [random.Normal(2, 3, random.Next(5, 9), random.Next(5, 9))], NodeAttributes.Of([.. attributes])).Check();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Indices_equal_ONNX_Runtime(int rank)
    {
        using var random = new RandomCases(66);
        for (var i = 0; i < 6; i++)
        {
            var kernel = random.Many(rank, 1, 4);
            var pads = Array.ConvertAll((long[])[.. kernel, .. kernel], size => (long)random.Next(0, (int)size));
            var attributes = NodeAttributes.Of(("kernel_shape", kernel), ("strides", random.Many(rank, 1, 3)), ("pads", pads), ("storage_order", rank == 1 ? 0 : random.Next(0, 2)));
            new ConformanceCase("MaxPool", 12, [random.Normal([2, 3, .. random.Many(rank, 4, 7)])], attributes, 2).Check(0);
        }
    }

    [Theory]
    [InlineData("GlobalAveragePool")]
    [InlineData("GlobalMaxPool")]
    [InlineData("GlobalLpPool")]
    public void Global_pool_equals_ONNX_Runtime(string pool)
    {
        using var random = new RandomCases(65);
        for (var rank = 1; rank <= 3; rank++)
        {
            new ConformanceCase(pool, 13, [random.Normal([2, 3, .. random.Many(rank, 1, 6)])]).Check();
        }
    }
}
