using System.Globalization;
using Occam.Models.Mutables;

namespace Occam.Models.Searchers;

/// <summary>What a subnet may cost.</summary>
/// <param name="Name">What is measured, for example <c>macs</c>.</param>
/// <param name="Measure">Gives the figure of a subnet; the same one for the same subnet.</param>
/// <param name="Minimum">The least that is allowed. Default no limit.</param>
/// <param name="Maximum">The most that is allowed. Default no limit.</param>
public sealed record SearchConstraint(string Name, Func<Subnet, double> Measure, double Minimum = double.NegativeInfinity, double Maximum = double.PositiveInfinity)
{
    /// <summary>Whether a figure is allowed.</summary>
    public bool Allows(double figure) => figure >= Minimum && figure <= Maximum;

    /// <summary>The name and the range.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} from {Minimum:G6} to {Maximum:G6}");
}
