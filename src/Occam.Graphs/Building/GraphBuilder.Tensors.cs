using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Building;

/// <content>Operators that move data.</content>
public sealed partial class GraphBuilder
{
    /// <summary>A part of some axes, as ONNX's Slice: from <paramref name="starts"/> to below <paramref name="ends"/>.</summary>
    public Value Slice(Value x, string name, long[] axes, long[] starts, long[] ends, long[]? steps = null) => Apply(
        "Slice",
        name,
        [x, Whole($"{name}.starts", starts), Whole($"{name}.ends", ends), Whole($"{name}.axes", axes), Whole($"{name}.steps", steps ?? [.. axes.Select(_ => 1L)])]);

    /// <summary>Zeros around a value: those before each axis, then those behind each axis.</summary>
    public Value Pad(Value x, string name, long[] pads) => Apply("Pad", name, [x, Whole($"{name}.pads", pads)]);

    /// <summary>The same numbers in another shape; 0 keeps an axis, one -1 takes what is left.</summary>
    public Value Reshape(Value x, string name, params long[] shape) => Apply("Reshape", name, [x, Whole($"{name}.shape", shape)]);

    /// <summary>The axes in another order.</summary>
    public Value Transpose(Value x, string name, params long[] axes) => Apply("Transpose", name, [x], new KeyValuePair<string, AttributeValue>("perm", new IntsAttribute(axes)));

    /// <summary>Values side by side along an axis.</summary>
    public Value Concat(string name, long axis, params IReadOnlyList<Value> values) => Apply("Concat", name, values, new KeyValuePair<string, AttributeValue>("axis", new IntAttribute(axis)));

    /// <summary>The mean over some axes, which stay with size 1 or go.</summary>
    public Value Mean(Value x, string name, long[] axes, bool keep = true) => Apply(
        "ReduceMean",
        name,
        [x],
        new("axes", new IntsAttribute(axes)),
        new("keepdims", new IntAttribute(keep ? 1 : 0)));

    private Value Whole(string name, params long[] numbers)
    {
        using var scope = NewDisposeScope();
        return Constant(name, from_array(numbers));
    }
}
