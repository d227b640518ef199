namespace Occam.Datasets.Mixing;

/// <summary>The options of <see cref="Mixup"/>.</summary>
public sealed record MixupOptions
{
    /// <summary>Both parameters of the Beta distribution of the shares, over 0. Default 0.2, the paper's for ImageNet (1 for CIFAR).</summary>
    public double Alpha { get; init; } = 0.2;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Alpha > 0 && double.IsFinite(Alpha) ? [] : [$"Alpha has to be over 0, but is {Alpha}."];
}
