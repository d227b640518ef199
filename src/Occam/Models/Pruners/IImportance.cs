namespace Occam.Models.Pruners;

/// <summary>A criterion: how much each channel of each unit matters.</summary>
public interface IImportance
{
    /// <summary>The name by which options and reports call it.</summary>
    string Name { get; }

    /// <summary>What the criterion looks at.</summary>
    EvidenceKind Evidence { get; }

    /// <summary>What a unit's scores are divided by where the options leave it open.</summary>
    ScoreNormalisation Normalisation { get; }

    /// <summary>Scores all channels; the lowest leave first.</summary>
    /// <param name="context">The analysed network, and what else the criterion needs.</param>
    /// <returns>The scores, a unit an element, in the order of the analysis.</returns>
    /// <exception cref="Graphs.GraphException">The criterion needs data and there is none, or cannot be measured on this network; the message says why.</exception>
    IReadOnlyList<UnitScores> Score(ScoringContext context);
}
