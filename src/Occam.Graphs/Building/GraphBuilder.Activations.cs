using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Building;

/// <content>Activations and what acts on each number alone.</content>
public sealed partial class GraphBuilder
{
    /// <summary>max(x, 0).</summary>
    public Value Relu(Value x, string name) => Apply("Relu", name, [x]);

    /// <summary>min(max(x, 0), 6), a Clip.</summary>
    public Value Relu6(Value x, string name) => Apply("Clip", name, [x, Number($"{name}.min", 0), Number($"{name}.max", 6)]);

    /// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
    public Value HardSwish(Value x, string name) => Apply("HardSwish", name, [x]);

    /// <summary>min(max(x / 6 + 1/2, 0), 1), PyTorch's slope.</summary>
    public Value HardSigmoid(Value x, string name) => Apply(
        "HardSigmoid",
        name,
        [x],
        new("alpha", new FloatAttribute(1f / 6)),
        new("beta", new FloatAttribute(0.5f)));

    /// <summary>x / 2 * (1 + erf(x / sqrt(2))), written with Erf, because Gelu came to ONNX with version 20.</summary>
    public Value Gelu(Value x, string name)
    {
        var half = Apply("Div", $"{name}.scaled", [x, Number($"{name}.sqrt2", MathF.Sqrt(2))]);
        var share = Apply("Add", $"{name}.shifted", [Apply("Erf", $"{name}.erf", [half]), Number($"{name}.one", 1)]);
        return Multiply(Multiply(x, share, $"{name}.product"), Number($"{name}.half", 0.5f), name);
    }

    /// <summary>Numbers that sum to one along the last axis.</summary>
    public Value Softmax(Value x, string name) => Apply("Softmax", name, [x], new KeyValuePair<string, AttributeValue>("axis", new IntAttribute(-1)));

    /// <summary>a + b.</summary>
    public Value Add(Value a, Value b, string name) => Apply("Add", name, [a, b]);

    /// <summary>a * b.</summary>
    public Value Multiply(Value a, Value b, string name) => Apply("Mul", name, [a, b]);

    /// <summary>Zeroes features at random while training, and scales the others up.</summary>
    /// <param name="x">The input.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="ratio">The share that is dropped, 0 to below 1.</param>
    public Value Dropout(Value x, string name, double ratio) => Apply("Dropout", name, [x, Number($"{name}.ratio", (float)ratio)]);

    /// <summary>A number as a constant.</summary>
    public Value Number(string name, float number)
    {
        using var scope = NewDisposeScope();
        return Constant(name, tensor(number));
    }
}
