namespace Occam.Models.Pruners.Costs;

/// <summary>A figure of a network as a function of how many channels of each unit leave, found without slicing anything.</summary>
public interface ICost
{
    /// <summary>The figure's name in messages, for example "multiply-accumulates".</summary>
    string Name { get; }

    /// <summary>The figure where some channels have left.</summary>
    /// <param name="removed">How many channels of each unit leave, in the order of the analysis's units.</param>
    double Of(IReadOnlyList<int> removed);
}
