namespace Occam.Models.Distillers;

/// <summary>Where an argument of a loss comes from.</summary>
/// <param name="Argument">The argument's name.</param>
/// <param name="Source">What is recorded.</param>
/// <param name="Connectors">What it goes through.</param>
/// <param name="Shape">What arrives, for the batch of the check.</param>
internal sealed record WiredInput(string Argument, RecordedSource Source, IReadOnlyList<ConnectorUse> Connectors, long[] Shape)
{
    /// <summary>Whether it is the labels of the batch.</summary>
    public bool IsLabels => Source is { Network: BatchValues.Network, Name: BatchValues.Labels };
}
