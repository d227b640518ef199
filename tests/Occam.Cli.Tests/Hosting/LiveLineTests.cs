using Occam.Cli.Hosting;
using Occam.Cli.Rendering;

namespace Occam.Cli.Tests.Hosting;

public sealed class LiveLineTests
{
    private const string Clear = "\r\u001b[K";

    [Fact]
    public void The_last_line_is_rewritten_and_makes_way_for_lines_that_stay()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var line = new LiveLine(new Terminal(output, TextWriter.Null, true));

        line.Rewrite(() => "one");
        line.Rewrite(() => "two", isUrgent: true);
        line.Say("stays");
        line.Rewrite(() => "three");
        line.End();
        line.End();

        Assert.Equal($"{Clear}one{Clear}two{Clear}stays\n{Clear}three{Clear}", output.ToString());
    }

    [Fact]
    public void A_file_gets_the_lines_that_stay_alone()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var line = new LiveLine(new Terminal(output, TextWriter.Null, false));

        line.Rewrite(() => "one", isUrgent: true);
        line.Say("stays");
        line.End();

        Assert.Equal("stays\n", output.ToString());
    }
}
