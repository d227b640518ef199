using System.Globalization;

namespace Occam.Benchmarks.Distillation;

/// <summary>What a recipe made of the gap between student and teacher.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Seeds">Runs.</param>
/// <param name="Alone">The student's mean accuracy without a teacher.</param>
/// <param name="Teacher">The teacher's accuracy.</param>
/// <param name="Accuracy">The mean accuracy with the recipe.</param>
/// <param name="Mean">The mean share of the gap that is closed; below 0 where the recipe hurts.</param>
/// <param name="Deviation">Its standard deviation over the runs; 0 for one.</param>
internal sealed record GapShare(string Recipe, int Seeds, double Alone, double Teacher, double Accuracy, double Mean, double Deviation)
{
    public static GapShare Of(string recipe, double alone, (double Teacher, double Accuracy)[] runs)
    {
        double[] shares = [.. runs.Select(run => (run.Accuracy - alone) / (run.Teacher - alone))];
        var mean = shares.Average();
        var deviation = shares.Length < 2 ? 0 : Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean)) / (shares.Length - 1));
        return new(recipe, runs.Length, alone, runs[0].Teacher, runs.Average(run => run.Accuracy), mean, deviation);
    }

    public string[] Cells() => [Recipe, Seeds.ToString(CultureInfo.InvariantCulture), Text(Alone), Text(Teacher), Text(Accuracy), Text(Mean), Text(Deviation)];

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
