using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Selects slices by tuples of indices, the last axis of the index tensor; the first <c>batch_dims</c> axes are paired.</summary>
public sealed class GatherND : Operator
{
    /// <inheritdoc/>
    public override string Name => "GatherND";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var batchDims = (int)node.Int("batch_dims", 0);
        return Kernels.Binary((x, indices) =>
        {
            var (own, wanted) = (x.shape, indices.shape);
            var depth = wanted.Length == 0 ? 0 : (int)wanted[^1];
            if (depth < 1 || batchDims < 0 || batchDims >= wanted.Length || batchDims + depth > own.Length
                || !own.AsSpan(0, batchDims).SequenceEqual(wanted.AsSpan(0, batchDims)))
            {
                throw GraphException.At(node, $"indices [{string.Join(',', wanted)}] do not fit data [{string.Join(',', own)}] with batch_dims {batchDims}.");
            }

            var batch = own.AsSpan(0, batchDims).Product();
            var addressed = own.AsSpan(batchDims, depth);
            using Scalar count = batch;
            using Scalar step = addressed.Product();
            var offsets = Indices.Linear(node, indices, addressed).reshape(batch, -1);
            var starts = arange(count, ScalarType.Int64, offsets.device).unsqueeze(1).mul(step);
            long[] rest = own[(batchDims + depth)..];
            var rows = x.reshape([batch * addressed.Product(), .. rest]);
            return rows.index_select(0, (offsets + starts).reshape(-1)).reshape([.. wanted.AsSpan(0, wanted.Length - 1), .. rest]);
        });
    }
}
