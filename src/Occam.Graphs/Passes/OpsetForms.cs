using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>Rewrites nodes whose attributes became inputs between ONNX operator sets 7 and 13.</summary>
internal static class OpsetForms
{
    public static bool IntsToInput(Node node, string attribute, int index)
    {
        if (node.Ints(attribute) is not { } numbers)
        {
            return false;
        }

        Set(node, index, attribute, from_array(numbers));
        node.Graph.SetAttribute(node, attribute, null);
        return true;
    }

    public static bool Slice(Node node)
    {
        IntsToInput(node, "starts", 1);
        IntsToInput(node, "ends", 2);
        IntsToInput(node, "axes", 3);
        return true;
    }

    public static bool Clip(Node node)
    {
        FloatToInput(node, "min", 1);
        FloatToInput(node, "max", 2);
        return true;
    }

    public static bool Pad(Node node)
    {
        IntsToInput(node, "pads", 1);
        FloatToInput(node, "value", 2);
        return true;
    }

    public static bool TopK(Node node)
    {
        Set(node, 1, "k", from_array(new[] { node.Int("k", 1) }));
        node.Graph.SetAttribute(node, "k", null);
        return true;
    }

    public static bool Dropout(Node node)
    {
        FloatToInput(node, "ratio", 1);
        return true;
    }

    /// <summary>Upsample (7, 9) and Resize (10) sample at floor(i / scale); Resize (11) has to be told so.</summary>
    public static bool Resize(Node node)
    {
        var graph = node.Graph;
        using var scope = NewDisposeScope();
        var scales = node.OptionalInput(1)
            ?? graph.AddConstant(graph.UnusedName($"{node.Name}.scales"), new Constant(from_array(node.Floats("scales") ?? throw GraphException.At(node, "states no scales."))));
        KeyValuePair<string, AttributeValue>[] attributes =
        [
            new("mode", new StringAttribute(System.Text.Encoding.UTF8.GetBytes(node.String("mode", "nearest")))),
            new("coordinate_transformation_mode", new StringAttribute("asymmetric"u8.ToArray())),
            new("nearest_mode", new StringAttribute("floor"u8.ToArray())),
        ];
        var resize = graph.AddNode("Resize", [node.Input(0), null, scales], [graph.UnusedName(node.Outputs[0]!.Name)], attributes, before: node);
        graph.ReplaceUses(node.Outputs[0]!, resize.Outputs[0]!);
        graph.Remove(node);
        return true;
    }

    private static void FloatToInput(Node node, string attribute, int index)
    {
        if (!node.Attributes.ContainsKey(attribute))
        {
            return;
        }

        using var scope = NewDisposeScope();
        Set(node, index, attribute, tensor(node.Float(attribute, 0)));
        node.Graph.SetAttribute(node, attribute, null);
    }

    private static void Set(Node node, int index, string name, Tensor data) =>
        node.Graph.SetInput(node, index, node.Graph.AddConstant(node.Graph.UnusedName($"{node.Name}.{name}"), new Constant(data)));
}
