namespace Occam.Cli.Tests.Hosting;

/// <summary>Searches that are killed, then resumed: the population goes on where it was.</summary>
public sealed class KilledSearchTests
{
    private const string Supernet = """
        model: {type: spos_shufflenet, classes: 3}
        data: {type: folder, path: data}
        algorithm: spos
        training: {steps: 2, batch_size: 16, test_batch_size: 45, validation: 20 %}
        search:
          budget: {generations: 12, population: 4, parents: 2, mutations: 2, crossovers: 1}
        """;

    [Fact]
    public void Killed_between_generations_and_in_a_write_the_resumed_search_finds_the_same()
    {
        using var project = new MiniProject(imageSize: 28);
        var config = project.In("supernet.yaml");
        File.WriteAllText(config, Supernet);
        Assert.Equal(0, CliRun.Of("train", config, "--output", project.Output, "--threads", "1").Code);
        var weights = Path.Combine(project.Output, "supernet.onnx");
        var (whole, broken) = (project.In("whole"), project.In("broken"));
        Assert.Equal(0, Search(whole, _ => false).Code);

        var random = new Random(3);
        Func<string, bool>[] moments =
        [
            folder => Directory.EnumerateFiles(folder, "search.state.*.tmp").Any(), // in the middle of a write
            _ => random.Next(60) == 0,
        ];
        var kills = moments.Count(moment => Search(broken, folder => File.Exists(Path.Combine(folder, "search.state")) && moment(folder)).Killed);
        var rest = Search(broken, _ => false);

        Assert.True(kills >= 1, "No process lived until it was to be killed.");
        Assert.True(rest.Code == 0, rest.Error);
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "search.csv")), File.ReadAllText(Path.Combine(broken, "search.csv")));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "subnet.yaml")), File.ReadAllText(Path.Combine(broken, "subnet.yaml")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "subnet.onnx")), File.ReadAllBytes(Path.Combine(broken, "subnet.onnx")));

        KilledProcess Search(string output, Func<string, bool> kill) => KilledProcess.Run(
            ["search", config, "--supernet", weights, "--output", output, .. File.Exists(Path.Combine(output, "search.state")) ? ["--resume"] : Array.Empty<string>()],
            output,
            kill);
    }
}
