using Occam.Onnx;
using Occam.Testing;

namespace Occam.Cli.Tests.Commands;

public sealed class BadModelTests
{
    [Theory]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("bench")]
    public void Model_of_garbage_exits_1_and_names_the_file(string command)
    {
        using var project = new MiniProject(4, 2);
        var path = project.In("garbage.onnx");
        File.WriteAllBytes(path, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))]);

        CliRun.Of(command, path).ShouldFail(1, "garbage.onnx");
    }

    [Fact]
    public void Model_that_is_cut_off_exits_1_and_names_the_file()
    {
        using var project = new MiniProject(30, 15);
        var path = project.In("cut.onnx");
        File.WriteAllBytes(path, File.ReadAllBytes(project.Model)[..5000]);

        CliRun.Of("compress", path, "--data", project.Data, "--quantize", "int8", "--output", project.Output).ShouldFail(1, "cut.onnx");
        Assert.False(Directory.Exists(project.Output));
    }

    [Fact]
    public void Model_with_an_unknown_operator_is_inspected_and_refused_by_name_elsewhere()
    {
        using var project = new MiniProject(30, 15);
        var path = project.In("unknown.onnx");
        using (var graph = OnnxReader.Read(project.Model))
        {
            var relu = graph.Nodes.First(node => node.OpType == "Relu");
            var output = relu.Outputs[0]!;
            var secret = graph.AddNode("Secret", [output], ["secret"], name: "secret_node", domain: "vendor");
            graph.Opsets["vendor"] = 1;
            graph.AddOutput(secret.Outputs[0]!);
            OnnxWriter.Write(graph, path);
        }

        var run = CliRun.Of("inspect", path);
        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Contains("vendor::Secret", run.Output, StringComparison.Ordinal);
        CliRun.Of("compress", path, "--data", project.Data, "--target-macs", "0.5", "--output", project.Output).ShouldFail(1, "Secret");
    }

    [Fact]
    public void Inspect_as_json_is_json_with_the_known_figures()
    {
        var model = SharedFiles.OrSkip("models", "resnet_basic", "model.onnx");

        var run = CliRun.Of("inspect", model, "--json");

        Assert.Equal(0, run.Code);
        using var json = System.Text.Json.JsonDocument.Parse(run.Output);
        Assert.Equal(175_258, json.RootElement.GetProperty("parameters").GetInt64()); // shared/models/index.tsv
        Assert.NotEmpty(json.RootElement.GetProperty("pruning_units").EnumerateArray());
    }

    [Fact]
    public void Inspect_as_text_is_the_graph()
    {
        using var project = new MiniProject(4, 2);
        using var graph = OnnxReader.Read(project.Model);

        Assert.Equal(graph.ToText(), CliRun.Of("inspect", project.Model, "--text").Output);
    }
}
