using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Models.Distillers.Connectors;

/// <summary>What a connector is made from beside its options.</summary>
public sealed record ConnectorContext
{
    /// <summary>The shape of what it is given, [N, ...] for a batch of any N.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>The shape of what the loss compares with, where that is known: widths that are not given are taken from it.</summary>
    public IReadOnlyList<long>? Counterpart { get; init; }

    /// <summary>The graph's value that is recorded, where the connector comes first behind it.</summary>
    public Value? Source { get; init; }

    /// <summary>The classes of the data; 0 where it has none. Default 0.</summary>
    public int Classes { get; init; }

    /// <summary>The seed of fresh weights. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Where to compute. Default the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>A width as an option gives it, else the counterpart's.</summary>
    /// <param name="given">The option; null where it is not given.</param>
    /// <param name="option">The option's name in a config.</param>
    /// <exception cref="ArgumentException">Neither is known.</exception>
    internal long Width(int? given, string option) => given ?? (Counterpart is { Count: > 1 } other
        ? other[1]
        : throw new ArgumentException($"'{option}' has to be given: there is no tensor with channels on the other side of the loss to take it from.", nameof(given)));

    /// <summary>Refuses what is no map.</summary>
    /// <exception cref="ArgumentException">The shape is not [N, C, H, W].</exception>
    internal void RequireMap() => RequireMap(Shape);

    private static void RequireMap(IReadOnlyList<long> shape)
    {
        if (shape.Count != 4)
        {
            throw new ArgumentException($"it takes maps [N, C, H, W], but is given [{string.Join(", ", shape)}].", nameof(shape));
        }
    }
}
