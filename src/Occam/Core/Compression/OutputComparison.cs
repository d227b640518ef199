using Occam.Apis;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>Adds up over batches how near an output is to the float network's.</summary>
/// <param name="output">The output's name.</param>
internal sealed class OutputComparison(string output)
{
    private static readonly TorchSharp.Scalar Two = 2;
    private double _relative;
    private double _signal;
    private double _noise;
    private long _same;
    private long _rows;

    /// <summary>What was found.</summary>
    public OutputAgreement Result => new(
        output,
        _relative,
        double.IsInfinity(_relative) ? double.NegativeInfinity : _noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(_signal / _noise),
        _rows == 0 ? null : (double)_same / _rows);

    /// <summary>Compares a batch.</summary>
    /// <param name="expected">The float network's output.</param>
    /// <param name="actual">The quantized network's.</param>
    public void Add(Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        _relative = Math.Max(_relative, OutputDifference.Between(output, expected, actual).Relative);
        if (double.IsInfinity(_relative))
        {
            return;
        }

        var (wide, other) = (expected.to(ScalarType.Float64), actual.to(ScalarType.Float64));
        _signal += wide.pow(Two).sum().item<double>();
        _noise += other.sub(wide).pow(Two).sum().item<double>();
        if (wide.dim() > 1 && wide.size(-1) > 1)
        {
            var same = wide.argmax(-1).eq(other.argmax(-1));
            _rows += same.numel();
            _same += same.sum().item<long>();
        }
    }
}
