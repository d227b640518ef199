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
