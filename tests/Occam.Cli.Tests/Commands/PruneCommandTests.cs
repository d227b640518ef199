using System.Text.Json;
using Occam.Graphs.Building;
using Occam.Onnx;

namespace Occam.Cli.Tests.Commands;

public sealed class PruneCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_network_of_two_inputs_without_classes_is_pruned_and_proved()
    {
        var model = Write();
        var output = In("out");

        var run = CliRun.Of("prune", model, "--target-macs", "0.5", "--output", output, "--threads", "1");

        Assert.True(run.Code == 0, run.Error);
        using var certificate = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "certificate.json")));
        Assert.All(certificate.RootElement.GetProperty("oracle").EnumerateArray(), check => Assert.True(check.GetProperty("passed").GetBoolean()));
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "report.json")));
        var (before, after) = (Macs(report, "before"), Macs(report, "after"));
        Assert.InRange((double)after / before, 0.2, 0.5);
        Assert.Contains("</html>", File.ReadAllText(Path.Combine(output, "report.html")), StringComparison.Ordinal);
        using var pruned = OnnxReader.Read(Path.Combine(output, "net-pruned.onnx"));
        Assert.Equal(2, pruned.Inputs.Count);
    }

    [Fact]
    public void A_plan_is_written_edited_and_applied()
    {
        var model = Write();
        var plan = In("plan.yaml");
        var planned = CliRun.Of("prune", model, "--target-macs", "50%", "--plan-only", plan);
        Assert.True(planned.Code == 0, planned.Error);
        var text = File.ReadAllText(plan);
        Assert.Contains("name: \"a\"", text, StringComparison.Ordinal);
        Assert.Contains("# has to stay: head", text, StringComparison.Ordinal);
        File.WriteAllText(plan, "units:\n  - name: a\n    width: 32\n    kept: [0, 3, 5, 7]\n  - name: b\n    kept: 8\n");

        var run = CliRun.Of("prune", model, "--from-plan", plan, "--output", In("out"), "--threads", "1");

        Assert.True(run.Code == 0, run.Error);
        using var original = OnnxReader.Read(model);
        using var pruned = OnnxReader.Read(Path.Combine(In("out"), "net-pruned.onnx"));
        var weight = pruned.Find("a.weight")!.Constant!.Tensor;
        using var expected = original.Find("a.weight")!.Constant!.Tensor.index_select(0, TorchSharp.torch.tensor(new long[] { 0, 3, 5, 7 }));
        Assert.True(weight.equal(expected).all().item<bool>());
        Assert.Equal([8, 4, 3, 3], pruned.Find("b.weight")!.Constant!.Dimensions);
    }

    [Fact]
    public void Mistakes_in_a_plan_are_listed_with_their_places()
    {
        var model = Write();
        var plan = In("plan.yaml");
        File.WriteAllText(plan, "units:\n  - name: aa\n    kept: 8\n  - name: b\n    kept: 99\n    wide: 3\n");

        var run = CliRun.Of("prune", model, "--from-plan", plan, "--output", In("out"));

        run.ShouldFail(2, "plan.yaml:2:11: units[0].name: the network has no unit 'aa'; the nearest is 'a'", "plan.yaml:5:11: units[1].kept", "from 1 to 32", "plan.yaml:6:5: units[1].wide: unknown key; the nearest is 'width'");
        Assert.False(Directory.Exists(In("out")));
    }

    [Fact]
    public void A_target_of_latency_leaves_its_table()
    {
        var table = In("table.json");
        var run = CliRun.Of("prune", Write(), "--target-latency", "0.95", "--latency-table", table, "--output", In("out"), "--threads", "1");

        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("\"milliseconds\"", File.ReadAllText(table), StringComparison.Ordinal);
        File.WriteAllText(table, "{}");
        CliRun.Of("prune", Write(), "--target-latency", "0.95", "--latency-table", table, "--output", In("other")).ShouldFail(1, "is no latency table");
    }

    [Fact]
    public void A_criterion_of_gradients_measures_the_accuracy_on_its_data()
    {
        using var project = new MiniProject();

        var run = CliRun.Of("prune", project.Model, "--target-macs", "0.5", "--criterion", "taylor", "--data", project.Data, "--output", project.Output, "--threads", "1");

        Assert.True(run.Code == 0, run.Error);
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Output, "report.json")));
        Assert.Equal("taylor", report.RootElement.GetProperty("criterion").GetString());
        Assert.InRange(report.RootElement.GetProperty("after").GetProperty("accuracy").GetDouble(), 0, 1);
    }

    [Fact]
    public void A_criterion_that_looks_at_data_asks_for_it() =>
        CliRun.Of("prune", Write(), "--target-macs", "0.5", "--criterion", "apoz", "--output", In("out")).ShouldFail(2, "'apoz'", "--data");

    [Fact]
    public void Nothing_asked_for_is_said() =>
        CliRun.Of("prune", Write(), "--output", In("out")).ShouldFail(2, "give a target");

    [Fact]
    public void An_impossible_target_says_what_is_possible() =>
        CliRun.Of("prune", Write(), "--target-macs", "0.001", "--output", In("out")).ShouldFail(1, "cannot be reached", "--target-macs");

    private static long Macs(JsonDocument report, string which) => report.RootElement.GetProperty(which).GetProperty("macs").GetInt64();

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private string Write()
    {
        using var builder = new GraphBuilder("net");
        var a = builder.Relu(builder.Conv(builder.Input("left", 3, 16, 16), "a", 32, 3, bias: true), "a.relu");
        a = builder.Relu(builder.Conv(a, "b", 32, 3, bias: true), "b.relu");
        var c = builder.Relu(builder.Conv(builder.Input("right", 3, 16, 16), "c", 32, 3, bias: true), "c.relu");
        var d = builder.Conv(c, "d", 32, 3, bias: true);
        var sum = builder.Add(a, d, "sum");
        using var graph = builder.Build(("map", builder.Conv(sum, "head", 4, 1, bias: true)));
        var path = In("net.onnx");
        OnnxWriter.Write(graph, path);
        return path;
    }
}
