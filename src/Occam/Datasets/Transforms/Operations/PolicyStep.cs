namespace Occam.Datasets.Transforms.Operations;

/// <summary>A change of a policy.</summary>
/// <param name="Operation">The change.</param>
/// <param name="Probability">How often, 0 to 1.</param>
/// <param name="Strength">The magnitude as a share of the largest, 0 to 1.</param>
internal sealed record PolicyStep(PolicyOperation Operation, double Probability, double Strength);
