using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ResizeTests
{
    [Theory]
    [InlineData("asymmetric", "floor", 2f, new[] { 1f, 1, 2, 2, 3, 3, 4, 4 })]
    [InlineData("half_pixel", "round_prefer_floor", 2f, new[] { 1f, 1, 2, 2, 3, 3, 4, 4 })]
    [InlineData("half_pixel", "ceil", 2f, new[] { 1f, 2, 2, 3, 3, 4, 4, 4 })]
    [InlineData("asymmetric", "round_prefer_floor", 0.5f, new[] { 1f, 3 })]
    [InlineData("half_pixel", "round_prefer_floor", 0.5f, new[] { 1f, 3 })]
    [InlineData("half_pixel", "round_prefer_ceil", 0.5f, new[] { 2f, 4 })]
    [InlineData("align_corners", "round_prefer_floor", 1.5f, new[] { 1f, 2, 2, 3, 3, 4 })]
    public void Resize_nearest_takes_the_element_at_the_rounded_coordinate(string coordinates, string nearest, float scale, float[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3, 4 }).reshape(1, 1, 4);

        var y = SingleNode.Run("Resize", [x, null, tensor(new[] { 1f, 1f, scale })], NodeAttributes.Of(("coordinate_transformation_mode", coordinates), ("nearest_mode", nearest)))[0];

        Assert.Equal(expected, y.contiguous().data<float>().ToArray());
    }

    [Theory]
    [InlineData("half_pixel", new[] { 1f, 1.25f, 1.75f, 2f })]
    [InlineData("align_corners", new[] { 1f, 4 / 3f, 5 / 3f, 2f })]
    [InlineData("asymmetric", new[] { 1f, 1.5f, 2f, 2f })]
    public void Resize_linear_weighs_neighbours_by_distance(string coordinates, float[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2 }).reshape(1, 1, 2);

        var y = SingleNode.Run("Resize", [x, null, null, tensor(new long[] { 1, 1, 4 })], NodeAttributes.Of(("mode", "linear"), ("coordinate_transformation_mode", coordinates)))[0];

        TensorAssert.Close(tensor(expected).reshape(1, 1, 4), y);
    }

    [Theory]
    [InlineData("linear", "half_pixel", 7, 9)]
    [InlineData("linear", "half_pixel", 3, 4)]
    [InlineData("linear", "pytorch_half_pixel", 7, 2)]
    [InlineData("linear", "align_corners", 7, 1)]
    [InlineData("cubic", "half_pixel", 7, 9)]
    [InlineData("cubic", "half_pixel", 3, 4)]
    [InlineData("cubic", "align_corners", 11, 3)]
    public void Resize_of_images_by_PyTorchs_kernel_equals_the_general_way(string mode, string coordinates, long height, long width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(6);
        var images = randn([2, 3, 5, 6], generator: generator);
        var attributes = NodeAttributes.Of(("mode", mode), ("coordinate_transformation_mode", coordinates));

        var native = SingleNode.Run("Resize", [images, null, null, tensor(new[] { 2, 3, height, width })], attributes)[0];
        // With five axes there is no such kernel: each axis is a product with its matrix.
        var general = SingleNode.Run("Resize", [images.unsqueeze(0), null, null, tensor(new[] { 1, 2, 3, height, width })], attributes)[0];

        TensorAssert.Close(native, general.squeeze(0));
    }

    [Fact]
    public void Resize_of_a_long_axis_goes_tap_by_tap_and_gives_the_same()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var x = randn([1, 1, 600], generator: generator);
        var attributes = NodeAttributes.Of(("mode", "cubic"), ("exclude_outside", 1));

        var y = SingleNode.Run("Resize", [x, null, null, tensor(new long[] { 1, 1, 1200 })], attributes)[0];
        // Away from its ends, the first part of the axis is resized the same on its own.
        var part = SingleNode.Run("Resize", [x.narrow(2, 0, 100), null, null, tensor(new long[] { 1, 1, 200 })], attributes)[0];

        TensorAssert.Close(part.narrow(2, 0, 180), y.narrow(2, 0, 180));
    }

    [Theory]
    [InlineData("nearest", "asymmetric")]
    [InlineData("linear", "half_pixel")]
    [InlineData("linear", "asymmetric")]
    [InlineData("cubic", "asymmetric")]
    public void Resize_lets_gradients_through(string mode, string coordinates)
    {
        using var scope = NewDisposeScope();
        var x = ones([1, 1, 3, 3], requires_grad: true);

        SingleNode.Run("Resize", [x, null, tensor(new[] { 1f, 1, 2, 2 })], NodeAttributes.Of(("mode", mode), ("coordinate_transformation_mode", coordinates)))[0].sum().backward();

        // The weights of an output sum to one: 36 outputs spread over the inputs.
        Assert.Equal(36, x.grad!.sum().item<float>(), 1e-3);
    }

    [Theory]
    [InlineData("stretch", 8, 4)]
    [InlineData("not_larger", 4, 4)]
    [InlineData("not_smaller", 8, 8)]
    public void Resize_of_some_axes_may_keep_their_ratio(string policy, long height, long width)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run(
            "Resize",
            [zeros(1, 1, 2, 2), null, null, tensor(new long[] { 8, 4 })],
            NodeAttributes.Of(("axes", new long[] { 2, 3 }), ("keep_aspect_ratio_policy", policy)),
            opset: 18)[0];

        Assert.Equal([1, 1, height, width], y.shape);
    }

    [Fact]
    public void Resize_in_opset_10_samples_as_Upsample_does()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3, 4, 5 }).reshape(1, 1, 1, 5);

        var y = SingleNode.Run("Resize", [x, tensor(new[] { 1f, 1, 2, 0.6f })], opset: 10)[0];

        TensorAssert.Close(tensor(new[] { 1f, 3, 5, 1, 3, 5 }).reshape(1, 1, 2, 3), y, 0); // a smaller axis rounds up: 0, 1.67, 3.33
    }

    [Fact]
    public void Resize_of_a_region_fills_what_is_outside()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3 }).reshape(1, 1, 3);

        var y = SingleNode.Run(
            "Resize",
            [x, tensor(new[] { 0f, 0, 0.25f, 1, 1, 1.25f }), null, tensor(new long[] { 1, 1, 3 })],
            NodeAttributes.Of(("mode", "linear"), ("coordinate_transformation_mode", "tf_crop_and_resize"), ("extrapolation_value", 9f)))[0];

        // Coordinates 0.5, 1.5 and 2.5, of which the last is outside.
        TensorAssert.Close(tensor(new[] { 1.5f, 2.5f, 9f }).reshape(1, 1, 3), y);
    }

    [Fact]
    public void Resize_beyond_all_reason_is_refused_before_it_allocates()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("Resize", [zeros(1, 1, 4), null, tensor(new[] { 1f, 1f, 1e10f })]));
    }

    [Theory]
    [InlineData("coordinate_transformation_mode", "corners")]
    [InlineData("mode", "spline")]
    [InlineData("nearest_mode", "simple")]
    public void Resize_in_an_unknown_way_is_refused_by_name(string attribute, string value)
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("Resize", [zeros(1, 1, 4), null, tensor(new[] { 1f, 1f, 2f })], NodeAttributes.Of((attribute, value))));

        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }
}
