using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="WideResNet"/>. The default is WRN-28-10 for CIFAR, 3x32x32.</summary>
public sealed record WideResNetOptions : ArchitectureOptions
{
    /// <summary>Creates the options for 3x32x32.</summary>
    public WideResNetOptions() => (Channels, Size) = (3, 32);

    /// <summary>Layers with weights: 6 n + 4 for n blocks a stage, for example 16, 28 or 40. Default 28.</summary>
    public int Depth { get; init; } = 28;

    /// <summary>How many times wider than 16, 32, 64 the stages are, at least 1. Default 10.</summary>
    public int Width { get; init; } = 10;

    /// <summary>The share that training drops between the convolutions of a block, 0 to below 1. Default 0; the paper's other value is 0.3.</summary>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => WideResNet.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Depth >= 10 && (Depth - 4) % 6 == 0, $"Depth has to be 6 n + 4 (10, 16, 22, 28, 34, 40, ...), but is {Depth}."),
        (Width >= 1, $"Width has to be at least 1, but is {Width}."),
        (Dropout is >= 0 and < 1, $"Dropout has to be from 0 to below 1, but is {Dropout}."),
    ];
}
