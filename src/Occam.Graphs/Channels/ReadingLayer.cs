namespace Occam.Graphs.Channels;

/// <summary>A layer that contracts an activation's channels with constant weights.</summary>
/// <param name="Node">The layer: its input 0 is the activation, its input 1 the weight.</param>
/// <param name="Axis">The activation's axis that is contracted.</param>
internal sealed record ReadingLayer(Node Node, int Axis)
{
    /// <summary>The weight.</summary>
    public Value Weight => Node.Input(1);

    /// <summary>The weight's axis that is contracted.</summary>
    public int WeightAxis => Channels.WeightAxis.Contracted(Node);

    /// <summary>The axis of the output along which the layer's own channels lie.</summary>
    public int OutputAxis(int rank) => Node.Operator!.Axes is ConvolutionRule ? 1 : rank - 1;

    /// <summary>Whether a window can reach over the border of the input.</summary>
    public bool IsPadded => Node.OpType == "Conv" && (Node.String("auto_pad", "NOTSET") is "SAME_UPPER" or "SAME_LOWER" || (Node.Ints("pads") ?? []).Any(pad => pad != 0));

    /// <summary>Sizes of a small input on which the layer shows what it makes of channels that are the same at every position.</summary>
    public long[] SampleSizes()
    {
        long[] weight = [.. Weight.Constant!.Dimensions];
        if (Node.Operator!.Axes is not ConvolutionRule)
        {
            return [1, weight[WeightAxis]];
        }

        var dilations = Node.Ints("dilations");
        var reach = weight[2..].Select((kernel, i) => ((kernel - 1) * (dilations?[i] ?? 1)) + 1);
        return Node.OpType == "Conv" ? [1, weight[1] * Node.Int("group", 1), .. reach] : [1, weight[0], .. reach.Select(size => size + 2)];
    }

    /// <summary>How many channels the layer makes.</summary>
    public long Outputs()
    {
        var weight = Weight.Constant!.Dimensions;
        return Node.OpType switch
        {
            "Conv" => weight[0],
            "ConvTranspose" => weight[1] * Node.Int("group", 1),
            _ => weight[1 - WeightAxis],
        };
    }

    /// <summary>The layer at a use of a channel's activation; null where it is none, or where it keeps channels apart.</summary>
    /// <param name="use">The use.</param>
    /// <param name="axis">The activation's axis along which channels lie.</param>
    /// <param name="rank">The activation's rank.</param>
    public static ReadingLayer? At(Use use, int axis, int rank)
    {
        var node = use.Node;
        if (use.Index != 0 || node.Inputs.Count < 2 || node.OptionalInput(1) is not { Constant.HasTensor: true } weight || node.Int("transA", 0) != 0)
        {
            return null;
        }

        return node.Operator?.Axes switch
        {
            ConvolutionRule when axis == 1 && Channels.WeightAxis.Contracted(node) >= 0 => new(node, 1),
            ContractionRule when axis == rank - 1 && weight.Constant!.Dimensions.Count == 2 => new(node, axis),
            _ => null,
        };
    }
}
