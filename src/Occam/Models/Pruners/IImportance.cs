using Occam.Graphs.Channels;

namespace Occam.Models.Pruners;

/// <summary>A criterion: how much each channel of a unit matters.</summary>
public interface IImportance
{
    /// <summary>Scores the channels of a unit; the lowest leave first.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>A score for each channel, at least 0, comparable across units after division by the unit's mean.</returns>
    double[] Score(PruningUnit unit);
}
