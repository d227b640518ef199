namespace Occam.Cli.Tests.Commands;

public sealed class ConfigCommandTests
{
    [Fact]
    public void Show_prints_the_merged_config_with_origins()
    {
        var folder = Directory.CreateTempSubdirectory("occam-test-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "base.yaml"), "seed: 1\ntraining: {epochs: 2}\n");
            var path = Path.Combine(folder.FullName, "top.yaml");
            File.WriteAllText(path, "_base_: base.yaml\nseed: 3\n");

            var run = CliRun.Of("config", "show", path, "--set", "training.epochs=5");

            Assert.Equal(0, run.Code);
            Assert.Contains($"seed: 3  # {path}:2:7", run.Output, StringComparison.Ordinal);
            Assert.Contains("epochs: 5  # --set training.epochs=5", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Show_lists_problems_with_their_place() =>
        CliRun.Of("config", "show", "no-such.yaml", "--set", "x").ShouldFail(2, "2 problems", "there is no file 'no-such.yaml'", "key.path=value is wanted");

    [Fact]
    public void List_describes_every_component()
    {
        var run = CliRun.Of("config", "list");

        Assert.Equal(0, run.Code);
        Assert.Contains("Residual networks (He et al. 2015", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_extension_is_named() => CliRun.Of("config", "list", "--extension", "no-such.dll").ShouldFail(2, "'no-such.dll'");

    [Fact]
    public void Check_lists_every_problem_of_an_experiment()
    {
        using var project = new MiniProject();
        var path = project.In("bad.yaml");
        File.WriteAllText(path, "model: {type: resnet, bloks: [1]}\ndata: {type: folder, path: data}\ntraining: {epochs: 0}\noptimizer: {type: sgdd}\nhooks: []\n");

        CliRun.Of("config", "check", path).ShouldFail(
            2,
            "occam config check: 3 problems",
            $"{path}:1:23: model.bloks: 'bloks' is not known here; did you mean 'blocks'?",
            $"{path}:3:20: training.epochs: epochs has to be at least 1, but is 0",
            $"{path}:4:19: optimizer.type: there is no optimizer 'sgdd'; did you mean 'sgd'?");
        Assert.Contains("bad is sound: resnet on folder, combined with adam, 3 epochs", CliRun.Of("config", "check", path, "--set", "model=resnet", "--set", "training.epochs=3", "--set", "optimizer=adam").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_lists_missing_files_beside_other_problems()
    {
        using var project = new MiniProject();
        var path = project.In("bad.yaml");
        File.WriteAllText(path, "model: {type: onnx, file: nowhere.onnx}\ndata: {type: folder, path: datta}\ntraining: {epochs: 0}\n");

        CliRun.Of("config", "check", path).ShouldFail(2, "3 problems", $"{path}:1:27: there is no file or folder '{project.In("nowhere.onnx")}'", $"{path}:2:28: there is no", "epochs");
    }

    [Fact]
    public void Schema_knows_the_experiments_keys()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(CliRun.Of("config", "schema").Output);

        Assert.Equal(
            ["name", "model", "data", "algorithm", "optimizer", "architecture_optimizer"],
            schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name).Take(6));
    }
}
