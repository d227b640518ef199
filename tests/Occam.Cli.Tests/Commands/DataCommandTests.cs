using Occam.Cli.Hosting;

namespace Occam.Cli.Tests.Commands;

public sealed class DataCommandTests
{
    [Fact]
    public void List_names_the_public_sets()
    {
        var run = CliRun.Of("data", "list");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Contains("fashion-mnist", run.Output, StringComparison.Ordinal);
        Assert.Contains("www.cs.toronto.edu", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_set_is_refused_with_the_known_ones() =>
        CliRun.Of("data", "fetch", "imagenet").ShouldFail(ExitCode.Usage, "There is no data set 'imagenet'", "cifar-100");

    [Fact]
    public void Show_tells_what_a_folder_holds_and_draws_a_sheet()
    {
        var folder = Directory.CreateTempSubdirectory("occam-data-");
        try
        {
            var table = Path.Combine(folder.FullName, "train.csv");
            File.WriteAllText(table, "a,b,kind\n" + string.Concat(Enumerable.Repeat("1,2,x\n3,4,y\n", 5)));
            var shown = CliRun.Of("data", "show", table);

            Assert.Equal(ExitCode.Success, shown.Code);
            Assert.Contains("table, tensors [2], 2 classes", shown.Output, StringComparison.Ordinal);
            Assert.Contains("8 to train (8 of them to calibrate), 2 to test", shown.Output, StringComparison.Ordinal);
            CliRun.Of("data", "show", table, "--sheet", Path.Combine(folder.FullName, "s.png")).ShouldFail(ExitCode.Usage, "--sheet shows images");
            CliRun.Of("data", "show", table, "--sheet", "s.gif").ShouldFail(ExitCode.Usage, "--sheet has to be a .png or .html file");
            CliRun.Of("data", "show", Path.Combine(folder.FullName, "none")).ShouldFail(ExitCode.Usage, "There is no data");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
