using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>A network of the <see cref="Zoo"/> by its name, for other images or classes where they are given.</summary>
public sealed record ZooOptions
{
    /// <summary>The name, for example <c>resnet20</c> or <c>mobilenet_v3_small</c>; docs/zoo.md lists them.</summary>
    public required string Name { get; init; }

    /// <summary>Channels of the input. Default the network's.</summary>
    public int? Channels { get; init; }

    /// <summary>Height and width of the input in pixels. Default the network's.</summary>
    public int? Size { get; init; }

    /// <summary>Classes. Default the network's.</summary>
    public int? Classes { get; init; }

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>The graph; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">There is no such network, or it cannot have that shape.</exception>
    public Graph Build(int seed = 0) => Shape().Build(seed);

    /// <summary>Lists what is wrong; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        if (Zoo.Networks.Any(network => string.Equals(network.Name, Name, StringComparison.Ordinal)))
        {
            return Shape().Problems();
        }

        var near = Core.NearestName.Of(Name, Zoo.Networks.Select(network => network.Name));
        return [$"There is no network '{Name}' in the zoo{(near is null ? string.Empty : $"; did you mean '{near}'?")} Known are {string.Join(", ", Zoo.Networks.Select(network => network.Name))}."];
    }

    private ArchitectureOptions Shape()
    {
        var options = Zoo.Find(Name).Options;
        return options with { Channels = Channels ?? options.Channels, Size = Size ?? options.Size, Classes = Classes ?? options.Classes };
    }
}
