using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Broadcasts a tensor with a shape, both ways as NumPy does.</summary>
public sealed class Expand : Operator
{
    /// <inheritdoc/>
    public override string Name => "Expand";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => (inputs, _) =>
    {
        var (own, wanted) = (inputs[0]!.shape, inputs[1]!.ToLongs());
        var shape = new long[Math.Max(own.Length, wanted.Length)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var (a, b) = (i <= own.Length ? own[^i] : 1, i <= wanted.Length ? wanted[^i] : 1);
            shape[^i] = a == b || b == 1 ? a : a == 1 ? b
                : throw GraphException.At(node, $"the input [{string.Join(',', own)}] cannot be expanded to [{string.Join(',', wanted)}].");
        }

        OutputLimit.Check(node, shape);
        return [inputs[0]!.expand(shape)];
    };

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing)
    {
        var output = node.Outputs[0]!;
        if (node.Input(1).Constant is not { } constant || !narrowing.Axes(output).Any())
        {
            return;
        }

        var wanted = constant.Tensor.ToLongs();
        var sizes = narrowing.NewSizes(output);
        Narrowing.SetNumbers(node, 1, [.. wanted.Select((size, i) => size == 1 ? 1 : sizes[sizes.Length - wanted.Length + i])]);
    }
}
