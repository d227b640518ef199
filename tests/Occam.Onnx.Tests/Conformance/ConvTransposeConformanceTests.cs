using Occam.Testing;

namespace Occam.Onnx.Tests.Conformance;

public sealed class ConvTransposeConformanceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ConvTranspose_equals_ONNX_Runtime(int rank)
    {
        using var random = new RandomCases(40 + rank);
        for (var i = 0; i < 10; i++)
        {
            var group = random.OneOf(1, 2, 4);
            var (kernel, strides) = (random.Many(rank, 2, 4), random.Many(rank, 1, 4));
            var attributes = new List<(string, object)> { ("group", group), ("strides", strides), ("dilations", random.Many(rank, 1, 3)) };
            attributes.Add(random.Next(0, 4) switch
            {
                0 => ("auto_pad", random.OneOf("SAME_UPPER", "SAME_LOWER", "VALID")),
                1 => ("output_shape", Array.ConvertAll(strides, stride => (4 * stride) + 1)),
                _ => ("pads", random.Many(2 * rank, 0, 2)),
            });
            attributes.Add(("output_padding", Array.ConvertAll(strides, stride => (long)random.Next(0, (int)stride))));
            var (x, w, b) = (random.Normal([2, 4, .. random.Many(rank, 4, 6)]), random.Normal([4, 3, .. kernel]), random.Normal(3 * group));
            new ConformanceCase("ConvTranspose", 11, random.Next(0, 2) == 0 ? [x, w] : [x, w, b], NodeAttributes.Of([.. attributes])).Check();
        }
    }
}
