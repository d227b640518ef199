using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Onnx.Quantization;

/// <summary>Replaces products with constant weights by ONNX Runtime's MatMulNBits; a Gemm's bias becomes an Add. Weights that several products share are stored once.</summary>
/// <param name="graph">The graph, changed in place.</param>
public sealed class MatMulNBitsWriter(Graph graph)
{
    private const int SinglePrecision = 1;
    private readonly Dictionary<BlockWeight, Value[]> _stored = new(ReferenceEqualityComparer.Instance);

    /// <summary>Replaces a node.</summary>
    /// <param name="node">A MatMul, or a Gemm with alpha and beta 1 whose first input is not transposed.</param>
    /// <param name="weight">Its weight; the same object for products that share one.</param>
    /// <returns>The new node.</returns>
    public Node Replace(Node node, BlockWeight weight)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(weight);
        graph.Opsets.TryAdd(MatMulNBits.RuntimeDomain, 1);
        if (!_stored.TryGetValue(weight, out var constants))
        {
            _stored[weight] = constants = Store(node.Input(1).Name, weight);
        }

        var (output, bias) = (node.Outputs[0]!, node.OpType == "Gemm" ? node.OptionalInput(2) : null);
        KeyValuePair<string, AttributeValue>[] attributes =
        [
            new("K", new IntAttribute(weight.Columns)),
            new("N", new IntAttribute(weight.Outputs)),
            new("bits", new IntAttribute(BlockPacking.StoredBits(weight.Scheme))),
            new("block_size", new IntAttribute(weight.Scheme.GroupSize)),
            new("accuracy_level", new IntAttribute(SinglePrecision)),
        ];
        var product = graph.AddNode(
            MatMulNBits.TypeName, [node.Input(0), .. constants], [graph.UnusedName($"{output.Name}_product")], attributes, $"{node.Name}_{MatMulNBits.TypeName}", MatMulNBits.RuntimeDomain, node);
        var result = bias is null
            ? product
            : graph.AddNode("Add", [product.Outputs[0], bias], [graph.UnusedName($"{output.Name}_sum")], name: $"{node.Name}_Add", before: node);
        graph.ReplaceUses(output, result.Outputs[0]!);
        graph.SetType(result.Outputs[0]!, output.Type);
        graph.Remove(node);
        return product;
    }

    /// <summary>The bytes that a weight takes in the file, its scales and zero points included.</summary>
    public static long Bytes(BlockWeight weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return ((long)weight.Scales.Length * (BlockPacking.BlockBytes(weight.Scheme) + sizeof(float))) + (BlockPacking.ZeroPoints(weight)?.Length ?? 0);
    }

    private Value[] Store(string name, BlockWeight weight)
    {
        using var scope = NewDisposeScope();
        var integers = from_array(BlockPacking.Integers(weight)).reshape(weight.Outputs, weight.Blocks, -1);
        var scales = from_array(weight.Scales).reshape(weight.Outputs, weight.Blocks);
        List<Value> values = [Add($"{name}_quantized", integers), Add($"{name}_scales", scales)];
        if (BlockPacking.ZeroPoints(weight) is { } zeroPoints)
        {
            values.Add(Add($"{name}_zero_points", from_array(zeroPoints).reshape(weight.Outputs, -1)));
        }

        return [.. values];
    }

    private Value Add(string name, Tensor data) => graph.AddConstant(graph.UnusedName(name), new Constant(data));
}
