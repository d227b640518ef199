namespace Occam.Tests.Models.Losses;

/// <summary>What the losses' plain versions are made of.</summary>
internal static class PlainMath
{
    public static double[] Softmax(double[] row, double temperature)
    {
        double[] exponentials = [.. row.Select(x => Math.Exp(x / temperature))];
        return [.. exponentials.Select(x => x / exponentials.Sum())];
    }

    public static double Divergence(double[] p, double[] q) => p.Zip(q, (a, b) => a * Math.Log(a / b)).Sum();

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    public static double Norm(double[] x) => Math.Sqrt(Dot(x, x));

    public static double[] Unit(double[] x) => [.. x.Select(v => v / Math.Max(Norm(x), 1e-12))];

    public static double SmoothL1(double a, double b) => Math.Abs(a - b) < 1 ? (a - b) * (a - b) / 2 : Math.Abs(a - b) - 0.5;

    public static double Correlation(double[] a, double[] b)
    {
        double[] x = [.. a.Select(v => v - a.Average())];
        double[] y = [.. b.Select(v => v - b.Average())];
        return Dot(x, y) / ((Norm(x) * Norm(y)) + 1e-8);
    }
}
