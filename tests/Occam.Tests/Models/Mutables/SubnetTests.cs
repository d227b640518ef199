using Occam.Core.Configs;
using Occam.Models.Mutables;

namespace Occam.Tests.Models.Mutables;

public sealed class SubnetTests
{
    private static readonly MutableGroup[] Groups =
    [
        new("stage1.block0", ["shuffle_3", "shuffle_5"], []),
        new("odd: key", ["keep", "skip"], []),
    ];

    [Fact]
    public void SubnetsAreEqualByContentWhateverTheOrder()
    {
        var a = new Subnet([new("x", "1"), new("y", "2")]);
        var b = new Subnet([new("y", "2"), new("x", "1")]);
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.NotEqual(a, new Subnet([new("x", "2"), new("y", "1")]));
        Assert.NotEqual(a, new Subnet([new("x", "1")]));
        Assert.Single(new HashSet<Subnet> { a, b });
    }

    [Fact]
    public void YamlGoesThereAndBack()
    {
        var subnet = new Subnet([new("stage1.block0", "shuffle_5"), new("odd: key", "skip")]);
        var text = SubnetFile.Text(subnet, "found\nby hand");
        Assert.Equal("# found\n# by hand\nstage1.block0: shuffle_5\n\"odd: key\": skip\n", text);
        var read = SubnetFile.Parse(text, "s.yaml", Groups);
        Assert.Equal(subnet, read);
        Assert.Equal(subnet.Choices, read.Choices);
    }

    [Fact]
    public void EveryProblemIsListedWithItsPlace()
    {
        var error = Assert.Throws<ConfigException>(() => SubnetFile.Parse("stage1.block: shuffle_3\nstage1.block0: shuffle_9\n", "s.yaml", Groups));
        Assert.Contains("s.yaml:1:1: stage1.block: the search space has no such key; did you mean 'stage1.block0'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("s.yaml:2:16: stage1.block0: 'shuffle_9' is no choice; did you mean 'shuffle_3'?; allowed are shuffle_3, shuffle_5", error.Message, StringComparison.Ordinal);
        Assert.Contains("odd: key: the choice is missing; allowed are keep, skip", error.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigException>(() => SubnetFile.Parse("- a\n", "s.yaml"));
        Assert.Throws<ConfigException>(() => SubnetFile.Parse("a: [1]\n", "s.yaml"));
    }
}
