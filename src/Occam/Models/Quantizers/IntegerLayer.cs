using System.Runtime.InteropServices;
using Occam.Graphs;
using Occam.Models.Quantizers.Reconstruction;
using Occam.Onnx.Quantization;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>A product or convolution between Q/DQ nodes, with its integers in the order of ONNX Runtime's kernels.</summary>
internal sealed class IntegerLayer
{
    private static readonly Scalar One = 1;
    private readonly float _scale;
    private readonly int _zeroPoint;
    private readonly int _groups;
    private readonly int _columns;
    private readonly PatchWindow? _window;
    private readonly sbyte[] _weights;

    private IntegerLayer(Node node, Node input, Tensor weight)
    {
        Node = node;
        _scale = input.Input(1).Constant!.Tensor.reshape(-1)[0].item<float>();
        _zeroPoint = input.OptionalInput(2)?.Constant?.Tensor.reshape(-1)[0].item<byte>() ?? 0;
        _groups = node.OpType == "Conv" ? (int)node.Int("group", 1) : 1;
        _window = node.OpType == "Conv" ? PatchWindow.Of(node, weight) : null;
        var rows = node.OpType == "Conv" ? Kernel(weight.reshape(weight.size(0), weight.size(1), -1)) : node.Int("transB", 0) != 0 ? weight : weight.transpose(0, 1);
        _columns = (int)rows.size(1);
        _weights = MemoryMarshal.Cast<byte, sbyte>(rows.contiguous().bytes).ToArray();
        RiskyChannels = [.. Enumerable.Range(0, (int)rows.size(0)).Where(channel => PairSaturation.IsPossible(Row(channel)))];
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>Output channels whose weights could saturate.</summary>
    public int[] RiskyChannels { get; }

    /// <summary>Whether what the layer reads can be cut into what its weights are multiplied with.</summary>
    public bool CanSimulate => Node.OpType != "Conv" || _window is not null;

    /// <summary>Reads a node; null where it does not multiply unsigned with signed 8-bit integers.</summary>
    public static IntegerLayer? Of(Node node) =>
        node is { Domain: "", OpType: "Conv" or "Gemm" or "MatMul" } && node.Int("transA", 0) == 0
        && node.Input(0).Producer is { OpType: "DequantizeLinear" } input && input.OptionalInput(2)?.Constant?.ElementType == ElementType.UInt8
        && node.Input(1).Producer is { OpType: "DequantizeLinear" } weight && weight.Input(0).Constant is { ElementType: ElementType.Int8, Dimensions.Count: >= 2 } integers
            ? new(node, input, integers.Tensor)
            : null;

    /// <summary>Simulates a batch.</summary>
    /// <param name="input">What the layer reads, dequantized.</param>
    /// <param name="limit">Positions that are simulated at most.</param>
    public (long Outputs, long Saturated) Simulate(Tensor input, int limit)
    {
        using var scale = _scale.ToScalar();
        using var zeroPoint = _zeroPoint.ToScalar();
        var perGroup = _weights.Length / _columns / _groups;
        var parts = _window is null ? [input.reshape(-1, _columns)] : _window.Patches(input, _groups);
        var (outputs, saturated) = (0L, 0L);
        for (var group = 0; group < _groups; group++)
        {
            var rows = parts[group];
            var stride = 1 + ((rows.size(0) - 1) / limit);
            var some = rows.slice(0, 0, rows.size(0), stride);
            var ordered = _window is null ? some : Kernel(some.reshape(some.size(0), -1, _window.Kernel[0] * _window.Kernel[1]));
            var integers = ordered.div(scale).round().add(zeroPoint, One).to(ScalarType.Byte).contiguous().bytes.ToArray();
            var channels = RiskyChannels.Where(channel => channel / perGroup == group).ToArray();
            outputs += some.size(0) * perGroup;
            for (var start = 0; start < integers.Length; start += _columns)
            {
                saturated += channels.Count(channel => Saturates(integers.AsSpan(start, _columns), Row(channel)));
            }
        }

        return (outputs, saturated);
    }

    private static bool Saturates(ReadOnlySpan<byte> activations, ReadOnlySpan<sbyte> weights)
    {
        PairSaturation.Sum(activations, weights, out var pairs);
        return pairs > 0;
    }

    private ReadOnlySpan<sbyte> Row(int channel) => _weights.AsSpan(channel * _columns, _columns);

    // [n, channels, positions] as [n, positions * channels]: the channels of one position are neighbours.
    private static Tensor Kernel(Tensor byChannel) => byChannel.transpose(1, 2).flatten(1);
}
