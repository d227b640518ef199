using Occam.Graphs;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>The running statistics of a network's BatchNorm layers, put aside and back.</summary>
internal sealed class KeptStatistics(Graph graph)
{
    private readonly Value[] _values = [.. graph.Nodes.Where(node => node.Operator is BatchNormalization).SelectMany(node => new[] { node.Input(3), node.Input(4) }).Distinct()];
    private Tensor[] _kept = [];

    /// <summary>Puts them aside, in the caller's dispose scope.</summary>
    public void Keep()
    {
        using var guard = no_grad();
        _kept = [.. _values.Select(value => value.Constant!.Tensor.clone())];
    }

    /// <summary>Puts them back.</summary>
    public void Restore()
    {
        using var guard = no_grad();
        foreach (var (value, kept) in _values.Zip(_kept))
        {
            value.Constant!.Tensor.copy_(kept);
            kept.Dispose();
        }

        _kept = [];
    }
}
