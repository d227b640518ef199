namespace Occam.Tests.Core.Configs;

/// <summary>How it is trained.</summary>
public sealed record SampleTraining
{
    /// <summary>The highest rate, over 0. Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    public int Epochs { get; init; } = 3;

    public bool Flip { get; init; } = true;

    public SampleMode BatchMode { get; init; }

    public TimeSpan? TimeBudget { get; init; }

    public string Name { get; init; } = "run";

    public IReadOnlyList<int> Widths { get; init; } = [16, 32];

    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    public IEnumerable<string> Problems()
    {
        if (!(LearningRate > 0))
        {
            yield return $"LearningRate has to be over 0, but is {LearningRate}.";
        }

        if (Epochs < 1)
        {
            yield return $"Epochs has to be at least 1, but is {Epochs}.";
        }
    }
}
