using TorchSharp;

namespace Occam.Graphs.Shapes;

/// <summary>Sizes for the dimensions of a network's inputs that its file leaves open.</summary>
public static class InputShapes
{
    private const long Batch = 1;
    private const long Image = 224;
    private const long Sequence = 16;

    /// <summary>The declared sizes, with 1 for an open first dimension, 224 for the open sides of an image [N, C, H, W] and 16 for others.</summary>
    /// <exception cref="GraphException">Not even the rank is declared.</exception>
    public static long[] Default(Value input)
    {
        if (input.Type?.Dimensions is not { } dimensions)
        {
            throw new GraphException($"Input '{input.Name}' declares no shape; give one, for example --shape {input.Name}=1x3x224x224.");
        }

        return [.. dimensions.Select((dimension, axis) => dimension.Size ?? (axis == 0 ? Batch : dimensions.Count == 4 && axis > 1 ? Image : Sequence))];
    }

    /// <summary>The TorchSharp type of an input.</summary>
    /// <exception cref="GraphException">TorchSharp has no such type.</exception>
    public static torch.ScalarType ScalarTypeOf(Value input) =>
        (input.Type?.ElementType ?? ElementType.Float).ToScalarType()
        ?? throw new GraphException($"Input '{input.Name}' is of type {input.Type!.ElementType}, which TorchSharp cannot compute with.");
}
