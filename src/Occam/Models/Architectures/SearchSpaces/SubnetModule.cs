using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using Occam.Models.Mutables;
using static TorchSharp.torch;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>Runs the subnets of a supernet that is being trained, with the supernet's weights, which gradients reach: only a subnet's path is computed, at its widths.</summary>
/// <param name="space">The space.</param>
/// <param name="module">The supernet as a module, of the space's graph; not owned.</param>
/// <param name="device">Where it is trained; default the CPU.</param>
public sealed class SubnetModule(SearchSpace space, GraphModule module, Device? device = null) : IDisposable
{
    private const int KeptNetworks = 8;
    private readonly Dictionary<Subnet, NarrowedNetwork> _narrowed = [];

    /// <summary>Runs a subnet, in training mode where the module is.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="inputs">The graph's inputs, in its order; not disposed.</param>
    /// <returns>The outputs, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The subnet is not of the space.</exception>
    public Tensor[] Run(Subnet subnet, IReadOnlyList<Tensor> inputs)
    {
        if (space.IsPathsOnly)
        {
            module.Select(space.Paths(subnet));
            return module.Run(inputs);
        }

        return NarrowedOf(subnet).Run(inputs, module.training ? RunContext.Train : RunContext.Inference);
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private NarrowedNetwork NarrowedOf(Subnet subnet)
    {
        if (!_narrowed.TryGetValue(subnet, out var network))
        {
            if (_narrowed.Count == KeptNetworks)
            {
                Clear();
            }

            _narrowed[subnet] = network = space.Narrow(subnet, device);
        }

        return network;
    }

    private void Clear()
    {
        foreach (var network in _narrowed.Values)
        {
            network.Dispose();
        }

        _narrowed.Clear();
    }
}
