using Occam.Core.Registry;
using Occam.Graphs;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>The options of <see cref="UnitSpace"/>.</summary>
public sealed record UnitSpaceOptions
{
    /// <summary>The network: any, for example <c>{type: onnx, file: model.onnx}</c>.</summary>
    public required Choice<ArchitectureContext, Graph> Network { get; init; }

    /// <summary>The widths of each pruning unit as shares of its channels, over 0 to 1; the whole width is always one. Empty leaves widths alone. Default 0.25, 0.5, 0.75, 1.</summary>
    public IReadOnlyList<double> Widths { get; init; } = [0.25, 0.5, 0.75, 1];

    /// <summary>What widths are rounded to a multiple of, at least 1. Default 8.</summary>
    public int Divisor { get; init; } = 8;

    /// <summary>The windows that convolutions may have beside their own: smaller ones of these sizes, odd; the centre of the weight stays. Default none, which leaves windows alone.</summary>
    public IReadOnlyList<int> Kernels { get; init; } = [];

    /// <summary>Whether residual branches may be skipped. Default yes.</summary>
    public bool Depth { get; init; } = true;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Widths.All(share => share is > 0 and <= 1), $"Widths have to be over 0 to 1, but are {string.Join(", ", Widths)}."),
            (Divisor >= 1, $"Divisor has to be at least 1, but is {Divisor}."),
            (Kernels.All(size => size > 0 && size % 2 == 1), $"Kernels have to be odd and over 0, but are {string.Join(", ", Kernels)}."),
            (Widths.Count > 0 || Kernels.Count > 0 || Depth, "Widths and Kernels are empty and Depth is off: there is nothing to search."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
