namespace Occam.Core.Reports;

/// <summary>What a network is worth without some channels of one unit.</summary>
/// <param name="Unit">The unit's name.</param>
/// <param name="Ratio">The share of its channels that was asked to leave.</param>
/// <param name="Channels">The unit's channels.</param>
/// <param name="Removed">The channels that left: the share rounded to a whole number, at least one always stays.</param>
/// <param name="Accuracy">The share of the images whose class is right, not trained after removal; null where they have no labels.</param>
/// <param name="Agreement">The share of the images that get the same class as from the original.</param>
public sealed record SensitivityPoint(string Unit, double Ratio, int Channels, int Removed, double? Accuracy, double Agreement);
