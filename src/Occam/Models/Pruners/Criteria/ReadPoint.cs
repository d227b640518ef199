using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;

namespace Occam.Models.Pruners.Criteria;

/// <summary>Where channels of a unit have their effect: what a contraction reads. With all of a channel's points at zero the channel is gone.</summary>
/// <param name="Value">The activation.</param>
/// <param name="Axis">The axis along which the channels lie.</param>
/// <param name="Reader">The contraction that reads it at input 0; null where the value is taken as it is produced.</param>
internal sealed record ReadPoint(Value Value, int Axis, Node? Reader)
{
    /// <summary>The points of a unit; the outputs of its producers where no contraction reads it.</summary>
    public static ReadPoint[] Of(PruningUnit unit, ShapeTable shapes)
    {
        var cuts = unit.Channels[0].Cuts.Where(cut => !cut.Value.IsConstant).ToArray();
        ReadPoint[] read = [.. from cut in cuts from use in cut.Value.Uses where use.Index == 0 && Contracts(use.Node, cut, shapes) select new ReadPoint(cut.Value, cut.Axis, use.Node)];
        return read.Length > 0 ? read
            : [.. unit.Producers.SelectMany(node => cuts.Where(cut => cut.Value == node.Outputs[0]).Select(cut => new ReadPoint(cut.Value, cut.Axis, null)))];
    }

    private static bool Contracts(Node node, Cut cut, ShapeTable shapes) => node.OpType switch
    {
        "Conv" => cut.Axis == 1 && !IsDepthwise(node.Int("group", 1), node.Input(1).Constant?.Dimensions[1]),
        "ConvTranspose" => cut.Axis == 1 && !IsDepthwise(node.Int("group", 1), node.Input(1).Constant is { } weight ? weight.Dimensions[0] / node.Int("group", 1) : null),
        "Gemm" or "MatMul" => cut.Axis == shapes.Dimensions(cut.Value)!.Length - 1,
        _ => false,
    };

    private static bool IsDepthwise(long groups, long? inputsOfGroup) => groups > 1 && inputsOfGroup == 1;
}
