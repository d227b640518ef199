using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>Where the constants that a layer read are kept after their channels have left.</summary>
/// <param name="Node">The node whose constant is changed: the layer itself, or the BatchNorm or addition behind it.</param>
/// <param name="Index">Which of its inputs.</param>
/// <param name="Output">The layer's output, along whose channels the shift lies.</param>
/// <param name="Axis">The axis of those channels.</param>
/// <param name="Shift">What is added, one number for each output channel before any left.</param>
/// <param name="Weight">The layer's weight, by name.</param>
/// <param name="WeightAxis">The axis of the weight along which the channels are read.</param>
/// <param name="Positions">The positions of that axis whose constants are kept.</param>
internal sealed record BiasFold(string Node, int Index, Value Output, int Axis, float[] Shift, string Weight, int WeightAxis, long[] Positions)
{
    private static readonly Scalar One = 1;
    /// <summary>Adds the shift to the constant of a graph from which channels have left.</summary>
    public void Apply(Graph graph, Narrowing narrowing)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var node = graph.Nodes.First(node => string.Equals(node.Name, Node, StringComparison.Ordinal));
        float[] shift = [.. narrowing.Kept(Output, Axis).Select(position => Shift[position])];
        if (node.OptionalInput(Index) is { } old)
        {
            var data = old.Constant!.Tensor.detach();
            graph.SetConstant(old, new Constant(data.add(tensor(shift).to(data.dtype), One)));
        }
        else
        {
            graph.SetInput(node, Index, graph.AddConstant(graph.UnusedName($"{node.Name}.bias"), new Constant(tensor(shift).to(node.Input(1).Constant!.Tensor.dtype))));
        }
    }
}
