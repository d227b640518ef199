using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of an image classifier: what every network of the zoo has in common. A network's own options derive from it.</summary>
public abstract record ArchitectureOptions
{
    /// <summary>Channels of the input, 1 for grey and 3 for RGB. Default 1.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Height and width of the input in pixels; how small it may be says the network. Default 28.</summary>
    public int Size { get; init; } = 28;

    /// <summary>Classes, at least 2. Default 10.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>The smallest height and width that the network takes.</summary>
    protected virtual int SmallestSize => 8;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="seed">The seed of the weights. Default 0.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public abstract Graph Build(int seed = 0);

    /// <summary>Lists what is wrong; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] shared =
        [
            (Channels >= 1, $"Channels has to be at least 1, but is {Channels}."),
            (Size >= SmallestSize, $"Size has to be at least {SmallestSize}, but is {Size}."),
            (Classes >= 2, $"Classes has to be at least 2, but is {Classes}."),
        ];
        return shared.Concat(OwnChecks()).Where(check => !check.Sound).Select(check => check.Problem);
    }

    /// <summary>The checks of a network's own options: whether each holds, and what to say where it does not.</summary>
    protected abstract IEnumerable<(bool Sound, string Problem)> OwnChecks();

    /// <summary>Refuses options that are not sound.</summary>
    internal static void ThrowIfUnsound(ArchitectureOptions options)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
    }
}
