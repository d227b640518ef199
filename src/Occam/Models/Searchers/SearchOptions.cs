namespace Occam.Models.Searchers;

/// <summary>How long a search is and how it draws.</summary>
public sealed record SearchOptions
{
    /// <summary>Generations, at least 1. Default 20.</summary>
    public int Generations { get; init; } = 20;

    /// <summary>Subnets a generation, at least 1; generations times population is the budget of scores. Default 50.</summary>
    public int Population { get; init; } = 50;

    /// <summary>How many of the best of all generations are parents, at least 1. Default 10.</summary>
    public int Parents { get; init; } = 10;

    /// <summary>Subnets of a generation, from the second on, that are parents with some choices drawn anew. Default 25.</summary>
    public int Mutations { get; init; } = 25;

    /// <summary>The probability with which a mutation draws each choice anew, 0 to 1. Default 0.1.</summary>
    public double MutationProbability { get; init; } = 0.1;

    /// <summary>Subnets of a generation, from the second on, that are mixtures of two parents. Default 25. What mutations and crossovers leave of the population is drawn at random.</summary>
    public int Crossovers { get; init; } = 25;

    /// <summary>The probability with which a choice comes from the second of two parents, 0 to 1. Default 0.5.</summary>
    public double CrossoverProbability { get; init; } = 0.5;

    /// <summary>Draws for each subnet that is wanted before the space is taken for exhausted, at least 1. Default 200.</summary>
    public int Attempts { get; init; } = 200;

    /// <summary>With a predictor: subnets that are measured before it is fitted and scores the others, at least 2. Default 100.</summary>
    public int MeasuredSamples { get; init; } = 100;

    /// <summary>The seed. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Generations >= 1, $"Generations has to be at least 1, but is {Generations}."),
            (Population >= 1, $"Population has to be at least 1, but is {Population}."),
            (Parents >= 1, $"Parents has to be at least 1, but is {Parents}."),
            (Mutations >= 0 && Crossovers >= 0 && Mutations + Crossovers <= Population, $"Mutations and Crossovers have to be at least 0 and at most Population ({Population}) together, but are {Mutations} and {Crossovers}."),
            (MutationProbability is >= 0 and <= 1, $"MutationProbability has to be from 0 to 1, but is {MutationProbability}."),
            (CrossoverProbability is >= 0 and <= 1, $"CrossoverProbability has to be from 0 to 1, but is {CrossoverProbability}."),
            (Attempts >= 1, $"Attempts has to be at least 1, but is {Attempts}."),
            (MeasuredSamples >= 2, $"MeasuredSamples has to be at least 2, but is {MeasuredSamples}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
