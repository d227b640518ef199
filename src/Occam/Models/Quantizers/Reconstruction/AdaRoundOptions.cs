namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>How rounding is learnt.</summary>
public sealed record AdaRoundOptions
{
    /// <summary>Steps a layer, at least 1. Default 500.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Samples a step, at least 1. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Adam's learning rate, over 0. Default 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The weight of the term that drives every rounding to up or down, over 0; relative to the error of nearest rounding. Default 0.1.</summary>
    public double Regularisation { get; init; } = 0.1;

    /// <summary>The share of the steps before that term begins, 0 to below 1. Default 0.2.</summary>
    public double WarmUp { get; init; } = 0.2;

    /// <summary>The seed of the order of samples. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Steps >= 1, $"steps have to be at least 1, but are {Steps}"),
            (BatchSize >= 1, $"the batch size has to be at least 1, but is {BatchSize}"),
            (LearningRate > 0 && double.IsFinite(LearningRate), $"the learning rate has to be over 0, but is {LearningRate}"),
            (Regularisation > 0 && double.IsFinite(Regularisation), $"the regularisation has to be over 0, but is {Regularisation}"),
            (WarmUp is >= 0 and < 1, $"the warm-up is a share of 0 to below 1, but is {WarmUp}"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
