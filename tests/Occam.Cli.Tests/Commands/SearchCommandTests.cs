namespace Occam.Cli.Tests.Commands;

public sealed class SearchCommandTests
{
    private const string Supernet = """
        model: {type: spos_shufflenet, classes: 3}
        data: {type: folder, path: data}
        algorithm: spos
        training: {steps: 2, batch_size: 16, test_batch_size: 45, validation: 20 %}
        search:
          budget: {generations: 2, population: 3, parents: 2, mutations: 1, crossovers: 1}
        """;

    private const string Slimmable = """
        model: {type: onnx_units, network: {type: onnx, file: mini.onnx}, widths: [0.25, 0.5, 0.75, 1], divisor: 4}
        data: {type: folder, path: data}
        algorithm: autoslim
        training: {steps: 2, batch_size: 16, test_batch_size: 45, validation: 20 %}
        search: {method: greedy, targets: [700000, 500000], calibration_images: 16}
        """;

    private const string Subnet = """
        model: {type: subnet, space: {type: spos_shufflenet, classes: 3}, file: search/subnet.yaml}
        data: {type: folder, path: data}
        training: {steps: 2, batch_size: 16, test_batch_size: 45}
        """;

    [Fact]
    public void A_supernet_is_trained_searched_and_its_subnet_retrained()
    {
        using var project = new MiniProject(imageSize: 28);
        var (supernet, subnet) = (Write(project, "supernet.yaml", Supernet), Write(project, "subnet.yaml", Subnet));
        var trained = CliRun.Of("train", supernet, "--output", project.Output);
        Assert.True(trained.Code == 0, trained.Error);
        var weights = Path.Combine(project.Output, "supernet.onnx");

        var search = CliRun.Of("search", supernet, "--supernet", weights, "--output", project.In("search"));

        Assert.True(search.Code == 0, search.Error);
        Assert.Contains("generation 2/2", search.Output, StringComparison.Ordinal);
        Assert.Contains("<svg", File.ReadAllText(project.In("search/search.html")), StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("train", subnet, "--output", project.In("retrained")).Code);
        Assert.Equal(0, CliRun.Of("verify", project.In("retrained/model.onnx")).Code);
        CliRun.Of("search", supernet, "--supernet", weights, "--output", project.In("search")).ShouldFail(2, "--overwrite");
    }

    [Fact]
    public void A_slimmable_supernet_is_trained_slimmed_stopped_and_slimmed_to_the_end()
    {
        using var project = new MiniProject();
        var config = Write(project, "slim.yaml", Slimmable);
        var trained = CliRun.Of("train", config, "--output", project.Output);
        Assert.True(trained.Code == 0, trained.Error);
        string[] search = ["search", config, "--supernet", Path.Combine(project.Output, "supernet.onnx"), "--output", project.In("search")];

        CliRun.StoppedAt("target 0/2", search).ShouldFail(130, "--resume");
        var rest = CliRun.Of([.. search, "--resume"]);

        Assert.True(rest.Code == 0, rest.Error);
        Assert.Contains("target 2/2", rest.Output, StringComparison.Ordinal);
        Assert.Contains("Targets", File.ReadAllText(project.In("search/search.html")), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(project.In("search"), "subnet*.yaml").Length); // one a target, and the smallest
        Assert.Equal(0, CliRun.Of("verify", project.In("search/subnet.onnx")).Code);
    }

    [Fact]
    public void A_missing_supernet_is_named()
    {
        using var project = new MiniProject(imageSize: 28);

        CliRun.Of("search", Write(project, "supernet.yaml", Supernet), "--supernet", project.In("none.onnx"), "--output", project.Output).ShouldFail(2, "none.onnx");
    }

    private static string Write(MiniProject project, string name, string text)
    {
        var path = project.In(name);
        File.WriteAllText(path, text);
        return path;
    }
}
