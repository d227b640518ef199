namespace Occam.Samples.Extension;

/// <summary>The shape of a <see cref="Perceptron"/>.</summary>
public sealed record PerceptronOptions
{
    /// <summary>Hidden units, at least 1. Default 32.</summary>
    public int Hidden { get; init; } = 32;

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems() => Hidden < 1 ? [$"Hidden has to be at least 1, but is {Hidden}."] : [];
}
