using Occam.Core.Registry;
using Occam.Graphs;
using Occam.Models.Mutables;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>A network that a search found: a subnet, cut out of its search space as a plain network, with fresh weights or those of a trained supernet.</summary>
public static class SubnetArchitecture
{
    /// <summary>Builds the space and cuts the subnet out.</summary>
    /// <param name="options">The space and the subnet.</param>
    /// <param name="context">The seed of fresh weights.</param>
    /// <returns>The graph; the caller disposes it.</returns>
    /// <exception cref="Core.Configs.ConfigException">The file is no subnet of the space; every problem is listed.</exception>
    /// <exception cref="GraphException">The network is no search space.</exception>
    public static Graph Build(SubnetArchitectureOptions options, ArchitectureContext context)
    {
        using var supernet = options.Space.Make(context);
        var space = SearchSpace.Of(supernet);
        return space.Resolve(SubnetFile.Read(options.File, space.Mutator.Groups));
    }
}
