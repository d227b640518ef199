using Occam.Core.Configs;
using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="DartsCells"/> network. The paper's for CIFAR-10 has width 36, 20 cells and an auxiliary classifier.</summary>
public sealed record DartsCellsOptions : DartsOptions
{
    /// <summary>The genotype's file: YAML as a search writes it, or an ONNX file of a network that has one in its metadata. Default the cells that the paper found on CIFAR-10 (second order).</summary>
    [FilePath]
    public string? Genotype { get; init; }

    /// <summary>Whether an auxiliary classifier is added, whose logits are the second output; <c>auxiliary_head</c> trains and removes it. Default no.</summary>
    public bool Auxiliary { get; init; }

    /// <summary>Whether pools are followed by BatchNorm, as while searching. Default no.</summary>
    public bool NormalisePools { get; init; }

    /// <inheritdoc/>
    /// <exception cref="GraphException">The genotype cannot be read, or is none.</exception>
    public override Graph Build(int seed = 0) => DartsCells.Build(this, Genotype is null ? Architectures.Genotype.DartsV2 : Architectures.Genotype.Read(Genotype), seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        .. base.OwnChecks(),
        (!Auxiliary || Size / (Cells >= 3 ? 4 : 1) >= 3, $"Size has to be at least 12 for an auxiliary classifier, but is {Size}."),
    ];
}
