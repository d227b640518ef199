namespace Occam.Models.Predictors;

/// <summary>Shifts and scales numbers so that those it was made from have mean 0 and standard deviation 1; numbers that are all equal are only shifted.</summary>
internal sealed record Standardiser(double Mean, double Scale)
{
    /// <summary>That of some numbers.</summary>
    public static Standardiser Of(IReadOnlyCollection<double> numbers)
    {
        var mean = numbers.Average();
        var deviation = Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)));
        return new(mean, deviation > 1e-12 * Math.Max(1, Math.Abs(mean)) ? deviation : 1);
    }

    /// <summary>To mean 0.</summary>
    public double Apply(double number) => (number - Mean) / Scale;

    /// <summary>And back.</summary>
    public double Undo(double number) => (number * Scale) + Mean;
}
