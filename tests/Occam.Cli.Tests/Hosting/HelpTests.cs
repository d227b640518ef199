using Occam.Testing;

namespace Occam.Cli.Tests.Hosting;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("compress")]
    [InlineData("quantize")]
    [InlineData("prune")]
    [InlineData("sensitivity")]
    [InlineData("config")]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("bench")]
    [InlineData("train")]
    [InlineData("doctor")]
    public void Help_of_a_command_is_the_approved_text(string command)
    {
        var run = CliRun.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, run.Code);
        Assert.Empty(run.Error);
        Snapshot.Match(string.Join('\n', run.Output.Split('\n').Select(line => line.TrimEnd())), $"help-{(command.Length == 0 ? "occam" : command)}");
    }

    [Fact]
    public void Help_after_other_mistakes_is_still_shown()
    {
        var run = CliRun.Of("inspect", "--help", "--nonsense");

        Assert.Equal(0, run.Code);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void No_command_shows_the_help_and_is_a_mistake()
    {
        var run = CliRun.Of();

        Assert.Equal(2, run.Code);
        Assert.Contains("occam compress", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_is_a_number()
    {
        var run = CliRun.Of("--version");

        Assert.Equal(0, run.Code);
        Assert.True(Version.TryParse(run.Output.Split('+')[0].Trim(), out _), run.Output);
    }
}
