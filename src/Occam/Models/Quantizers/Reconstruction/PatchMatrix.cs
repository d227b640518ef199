using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>What the rows of a layer's weight are multiplied with, summed up as H = X X^T, float64, one a group of output channels.</summary>
internal sealed class PatchMatrix
{
    private static readonly Scalar One = 1;
    private readonly bool _isConvolution;
    private readonly bool _isTransposed;

    private PatchMatrix(LayerSample sample)
    {
        _isConvolution = sample.Layer.OpType == "Conv";
        _isTransposed = !_isConvolution && sample.Layer.Int("transB", 0) == 0;
        Columns = (int)Rows(sample.Weight).size(1);
    }

    /// <summary>The weights an output channel, K.</summary>
    public int Columns { get; }

    /// <summary>H [K, K] of each group.</summary>
    public List<Tensor> Hessians { get; } = [];

    /// <summary>Sums up a layer's inputs, in the caller's dispose scope; null for convolutions that are not over one or two axes or pad by rule.</summary>
    public static PatchMatrix? Of(LayerSample sample)
    {
        var result = new PatchMatrix(sample);
        var window = result._isConvolution ? PatchWindow.Of(sample.Layer, sample.Weight) : null;
        if (result._isConvolution && window is null)
        {
            return null;
        }

        var groups = result._isConvolution ? (int)sample.Layer.Int("group", 1) : 1;
        result.Hessians.AddRange(Enumerable.Range(0, groups).Select(_ => zeros(result.Columns, result.Columns, ScalarType.Float64)));
        foreach (var input in sample.Inputs)
        {
            using var scope = NewDisposeScope();
            var parts = window is null ? [input.reshape(-1, result.Columns)] : window.Patches(input, groups);
            for (var group = 0; group < groups; group++)
            {
                var wide = parts[group].to(ScalarType.Float64);
                result.Hessians[group].add_(wide.transpose(0, 1).mm(wide), One);
            }
        }

        return result;
    }

    /// <summary>A weight as [outputs, K].</summary>
    public Tensor Rows(Tensor weight) => _isConvolution ? weight.reshape(weight.size(0), -1) : _isTransposed ? weight.transpose(0, 1).contiguous() : weight;

    /// <summary>Rows in the weight's own layout.</summary>
    public Tensor Layout(Tensor rows, long[] shape) => _isTransposed ? rows.transpose(0, 1).contiguous() : rows.reshape(shape);
}
