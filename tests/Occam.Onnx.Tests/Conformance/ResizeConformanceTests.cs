using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

public sealed class ResizeConformanceTests
{
    private static readonly float[] Scales = [0.4f, 0.5f, 0.6f, 0.75f, 0.8f, 1f, 1.2f, 1.5f, 2f, 2.5f, 3f];

    [Theory]
    [InlineData("half_pixel", 11)]
    [InlineData("pytorch_half_pixel", 13)]
    [InlineData("align_corners", 13)]
    [InlineData("asymmetric", 11)]
    [InlineData("half_pixel_symmetric", 19)]
    [InlineData("tf_half_pixel_for_nn", 11)]
    public void Nearest_equals_ONNX_Runtime(string coordinates, int opset)
    {
        using var random = new RandomCases(31);
        foreach (var nearest in (string[])["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"])
        {
            var attributes = NodeAttributes.Of(("coordinate_transformation_mode", coordinates), ("nearest_mode", nearest));
            for (var i = 0; i < 3; i++)
            {
                var x = random.Normal(2, 3, random.Next(1, 8), random.Next(1, 8));
                new ConformanceCase("Resize", opset, [x, Empty(), tensor(new[] { 1f, 1f, random.OneOf(Scales), random.OneOf(Scales) })], attributes).Check(0);
                new ConformanceCase("Resize", opset, [x, Empty(), Empty(), tensor(new long[] { 2, 3, random.Next(1, 14), random.Next(1, 14) })], attributes).Check(0);
            }
        }
    }

    [Theory]
    [InlineData("linear", "half_pixel", 11)]
    [InlineData("linear", "pytorch_half_pixel", 13)]
    [InlineData("linear", "align_corners", 13)]
    [InlineData("linear", "asymmetric", 11)]
    [InlineData("linear", "half_pixel_symmetric", 19)]
    [InlineData("cubic", "half_pixel", 11)]
    [InlineData("cubic", "pytorch_half_pixel", 18)]
    [InlineData("cubic", "align_corners", 13)]
    [InlineData("cubic", "asymmetric", 11)]
    public void Interpolation_equals_ONNX_Runtime(string mode, string coordinates, int opset)
    {
        using var random = new RandomCases(32);
        for (var i = 0; i < 6; i++)
        {
            var attributes = NodeAttributes.Of(
                ("mode", mode),
                ("coordinate_transformation_mode", coordinates),
                ("cubic_coeff_a", random.OneOf(-0.75f, -0.5f)),
                ("exclude_outside", mode is "cubic" ? random.Next(0, 2) : 0));
            var x = random.Normal(2, 3, random.Next(2, 8), random.Next(2, 8));
            new ConformanceCase("Resize", opset, [x, Empty(), tensor(new[] { 1f, 1f, random.OneOf(Scales), random.OneOf(Scales) })], attributes).Check();
            new ConformanceCase("Resize", opset, [x, Empty(), Empty(), tensor(new long[] { 2, 3, random.Next(1, 14), random.Next(1, 14) })], attributes).Check();
        }
    }

    [Theory]
    [InlineData("nearest")]
    [InlineData("linear")]
    [InlineData("cubic")]
    public void Regions_equal_ONNX_Runtime(string mode)
    {
        using var random = new RandomCases(36);
        var attributes = NodeAttributes.Of(("mode", mode), ("coordinate_transformation_mode", "tf_crop_and_resize"), ("extrapolation_value", 0.5f));
        for (var i = 0; i < 6; i++)
        {
            var (top, left) = (random.Next(-3, 4) / 10f, random.Next(0, 4) / 10f);
            var region = tensor(new[] { 0f, 0f, top, left, 1f, 1f, top + (random.Next(3, 9) / 10f), left + (random.Next(3, 9) / 10f) });
            new ConformanceCase("Resize", 13, [random.Normal(1, 2, 5, 6), region, null, tensor(new long[] { 1, 2, random.Next(1, 9), random.Next(1, 9) })], attributes).Check();
        }
    }

    [Theory]
    [InlineData("stretch")]
    [InlineData("not_larger")]
    [InlineData("not_smaller")]
    public void Sizes_of_some_axes_equal_ONNX_Runtime(string policy)
    {
        using var random = new RandomCases(33);
        for (var i = 0; i < 6; i++)
        {
            var attributes = NodeAttributes.Of(("axes", random.OneOf<long[]>([2, 3], [3, 2])), ("keep_aspect_ratio_policy", policy), ("mode", random.OneOf("nearest", "linear")));
            new ConformanceCase("Resize", 18, [random.Normal(1, 2, 5, 7), null, null, tensor(new long[] { random.Next(1, 14), random.Next(1, 14) })], attributes).Check();
        }
    }

    [Theory]
    [InlineData("nearest")]
    [InlineData("linear")]
    public void Early_versions_equal_ONNX_Runtime(string mode)
    {
        using var random = new RandomCases(34);
        for (var i = 0; i < 6; i++)
        {
            var x = random.Normal(1, 2, random.Next(2, 7), random.Next(2, 7));
            float[] up = [1, 1, random.OneOf(1f, 1.5f, 2f, 2.5f, 3f), random.OneOf(1f, 1.2f, 2f, 3f)];
            new ConformanceCase("Upsample", 7, [x], NodeAttributes.Of(("mode", mode), ("scales", up))).Check();
            new ConformanceCase("Upsample", 9, [x, tensor(up)], NodeAttributes.Of(("mode", mode))).Check();
            new ConformanceCase("Resize", 10, [x, tensor(new[] { 1f, 1f, random.OneOf(Scales), random.OneOf(Scales) })], NodeAttributes.Of(("mode", mode))).Check();
        }
    }

    [Fact]
    public void Nearest_along_any_axis_equals_ONNX_Runtime()
    {
        using var random = new RandomCases(35);
        new ConformanceCase("Resize", 13, [random.Normal(2, 3, 4), null, tensor(new[] { 2f, 1.5f, 0.5f })]).Check(0);
        new ConformanceCase("Resize", 13, [random.Normal(1, 2, 3, 4, 2), null, tensor(new[] { 1f, 1f, 2f, 2f, 3f })]).Check(0);
        new ConformanceCase("Resize", 13, [random.Normal(1, 2, 3, 4, 2), null, tensor(new[] { 1f, 1f, 2f, 1.5f, 3f })], NodeAttributes.Of(("mode", "linear"))).Check();
    }

    // Before opset 13 roi and scales are not optional, only empty.
    private static Tensor Empty() => zeros(0);
}
