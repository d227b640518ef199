using Occam.Models.Pruners.Criteria;

namespace Occam.Apis;

/// <summary>What <see cref="Sensitivity"/> is to measure.</summary>
public sealed record SensitivityOptions
{
    /// <summary>The ONNX file; an image classifier.</summary>
    public required string Model { get; init; }

    /// <summary>The folder of images; accuracy is measured on its test images.</summary>
    public required string Data { get; init; }

    /// <summary>The folder that gets the results; made where it is missing. Measurements of the same request that are there are kept.</summary>
    public required string Output { get; init; }

    /// <summary>The shares of a unit's channels that leave, each in (0, 1), ascending. Default a quarter, a half, three quarters.</summary>
    public IReadOnlyList<double> Ratios { get; init; } = [0.25, 0.5, 0.75];

    /// <summary>The criterion by its name, one of <see cref="StandardCriteria.Names"/>. Default l1.</summary>
    public string Criterion { get; init; } = "l1";

    /// <summary>The most test images that are used, at least 1, the first ones; null takes all. Default null.</summary>
    public int? Images { get; init; }

    /// <summary>The seed of criteria that draw numbers. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Lists everything that is wrong with the options themselves; empty where they are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Ratios.Count > 0 && Ratios.All(ratio => ratio is > 0 and < 1), $"ratios have to be over 0, under 1, but are {string.Join(", ", Ratios)}"),
            (Ratios.Zip(Ratios.Skip(1)).All(pair => pair.First < pair.Second), $"ratios have to ascend, but are {string.Join(", ", Ratios)}"),
            (StandardCriteria.Names.Contains(Criterion, StringComparer.Ordinal), $"the criterion is one of {string.Join(", ", StandardCriteria.Names)}, but is '{Criterion}'"),
            (Images is null or >= 1, $"images have to be at least 1, but are {Images}"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
