using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="LeNet"/>.</summary>
public sealed record LeNetOptions : ArchitectureOptions
{
    /// <summary>Zeros on each side of the image before the first convolution, at least 0. Default 2: the paper's 32 pixels of 28.</summary>
    public int Padding { get; init; } = 2;

    /// <summary>Channels of the two convolutions. Default 6, 16.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [6, 16];

    /// <summary>Features of the two hidden layers. Default 120, 84.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [120, 84];

    /// <summary>Whether ReLU and maximum pooling stand in the place of the paper's tanh and average pooling. Default no.</summary>
    public bool Rectified { get; init; }

    /// <inheritdoc/>
    protected override int SmallestSize => 16;

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => LeNet.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Padding >= 0, $"Padding has to be at least 0, but is {Padding}."),
        (Widths.Count == 2 && Widths.All(width => width >= 1), $"Widths has to be two numbers of at least 1, but is {string.Join(", ", Widths)}."),
        (Hidden.Count == 2 && Hidden.All(width => width >= 1), $"Hidden has to be two numbers of at least 1, but is {string.Join(", ", Hidden)}."),
    ];
}
