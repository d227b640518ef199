using Occam.Testing.Networks;

namespace Occam.Tests.Models.Pruners;

/// <summary>Networks of many styles, pruned and proved. Every fourth network at one target; all of them at all targets where <c>OCCAM_LIBRARY=all</c>.</summary>
public sealed class NetworkLibraryTests
{
    private static readonly double[] Targets = [0.7, 0.5, 0.3];

    public static TheoryData<string, double> Cases()
    {
        var all = string.Equals(Environment.GetEnvironmentVariable("OCCAM_LIBRARY"), "all", StringComparison.Ordinal);
        var data = new TheoryData<string, double>();
        foreach (var (index, name) in NetworkLibrary.Names.Index())
        {
            foreach (var target in all ? Targets : index % 4 == 0 ? [Targets[index / 4 % 3]] : [])
            {
                data.Add(name, target);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_pruned_to_the_target_and_proved(string name, double target)
    {
        using var graph = NetworkLibrary.Draw(name);

        var check = LibraryCheck.Run(name, graph, target);

        Assert.True(check.Passed, check.ToString());
    }

    [Fact]
    public void There_are_about_a_hundred_and_no_two_have_one_name()
    {
        Assert.InRange(NetworkLibrary.Names.Count, 100, 200);
        Assert.Equal(NetworkLibrary.Names.Count, NetworkLibrary.Names.Distinct().Count());
    }
}
