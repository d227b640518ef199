using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Models.Searchers;

/// <summary>
/// BatchNorm statistics of paths, taken anew on calibration images: each layer's from what the layers before it give with their new statistics. A supernet's own are a
/// mixture over all paths and fit none (Guo et al. 2020, section 3.4).
/// </summary>
internal sealed class RecalibratedStatistics : IDisposable
{
    private readonly Dictionary<Node, (Tensor Mean, Tensor Variance)>[] _paths;
    private readonly List<Tensor> _all = [];

    /// <summary>Starts with none.</summary>
    /// <param name="paths">How many paths there are.</param>
    public RecalibratedStatistics(int paths) => _paths = new Dictionary<Node, (Tensor, Tensor)>[paths];

    /// <summary>Whether a node is a BatchNorm.</summary>
    public static bool Applies(Node node) => node.OpType == "BatchNormalization" && node.Domain.Length == 0;

    /// <summary>Takes the statistics of a BatchNorm from what it is given, and lets it run with them.</summary>
    public void Measure(int path, Node node, Tensor?[] arguments)
    {
        if (!Applies(node))
        {
            return;
        }

        var (mean, variance) = Of(arguments[0]!);
        _all.AddRange([mean.DetachFromDisposeScope(), variance.DetachFromDisposeScope()]);
        OfPath(path)[node] = (mean, variance);
        Use(path, node, arguments);
    }

    /// <summary>Lets a BatchNorm run with the statistics that were taken.</summary>
    public void Use(int path, Node node, Tensor?[] arguments)
    {
        if (Applies(node))
        {
            (arguments[3], arguments[4]) = OfPath(path)[node];
        }
    }

    /// <summary>The mean and the unbiased variance of each channel (axis 1).</summary>
    public static (Tensor Mean, Tensor Variance) Of(Tensor x)
    {
        var channels = x.transpose(0, 1).flatten(1);
        var mean = channels.mean([1]);
        var others = channels.sub(mean.unsqueeze(1));
        using TorchSharp.Scalar count = Math.Max(1, channels.size(1) - 1);
        return (mean, others.mul(others).sum(1).div(count));
    }

    /// <inheritdoc/>
    public void Dispose() => _all.ForEach(tensor => tensor.Dispose());

    // A path begins with what it shares with the one before it; what is behind that is measured anew.
    private Dictionary<Node, (Tensor Mean, Tensor Variance)> OfPath(int path)
    {
        if (_paths[path] is null)
        {
            var last = path - 1;
            while (last >= 0 && _paths[last] is null)
            {
                last--;
            }

            _paths[path] = last < 0 ? [] : new(_paths[last]);
        }

        return _paths[path];
    }
}
