using System.Text.Json;
using Occam.Graphs;
using Occam.Onnx;

namespace Occam.Cli.Tests.Commands;

public sealed class CompressCommandTests
{
    [Fact]
    public void Compress_of_a_mini_network_leaves_models_report_and_proof()
    {
        using var project = new MiniProject();

        var run = CliRun.Of("compress", project.Model, "--data", project.Data, "--target-macs", "0.5", "--quantize", "int8", "--output", project.Output, "--epochs", "2", "--batch-size", "16");

        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Empty(run.Error);
        Assert.DoesNotContain('\u001b', run.Output);
        string[] files = ["certificate.json", "log.jsonl", "mini-pruned-int8.onnx", "mini-pruned.onnx", "plan.yaml", "report.html", "report.json", "run.json"];
        Assert.Equal(files, Directory.GetFiles(project.Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Output, "report.json")));
        var models = report.RootElement.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(["original", "pruned", "pruned+int8"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.True(models[1].GetProperty("macs").GetInt64() <= 0.5 * models[0].GetProperty("macs").GetInt64());
        Assert.Equal(3, report.RootElement.GetProperty("training").GetProperty("epochs").GetArrayLength());
        Assert.All(models, model => Assert.Contains(model.GetProperty("name").GetString()!, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Compress_certificate_names_the_files_by_their_hashes_and_the_checks_that_passed()
    {
        using var project = new MiniProject();

        var run = CliRun.Of("compress", project.Model, "--data", project.Data, "--target-macs", "0.6", "--output", project.Output, "--no-finetune");

        Assert.True(run.Code == 0, run.Output + run.Error);
        using var certificate = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Output, "certificate.json")));
        var root = certificate.RootElement;
        Assert.Equal(Sha256(project.Model), root.GetProperty("input").GetProperty("sha256").GetString());
        Assert.Equal(Sha256(Path.Combine(project.Output, "mini-pruned.onnx")), root.GetProperty("outputs")[0].GetProperty("sha256").GetString());
        Assert.Equal(2, root.GetProperty("oracle").GetArrayLength());
        Assert.All(root.GetProperty("oracle").EnumerateArray().Concat(root.GetProperty("parity").EnumerateArray()), check => Assert.True(check.GetProperty("passed").GetBoolean()));
    }

    [Fact]
    public void Compress_takes_an_edited_plan_and_writes_the_widths_that_it_used()
    {
        using var project = new MiniProject(30, 15);
        var plan = project.In("plan.yaml");
        Assert.Equal(0, CliRun.Of("prune", project.Model, "--target-macs", "0.5", "--plan-only", plan).Code);
        var lines = File.ReadAllLines(plan);
        var first = Array.FindIndex(lines, line => line.Contains("kept:", StringComparison.Ordinal) && !line.StartsWith('#'));
        lines[first] = "    kept: [0, 2, 3]";
        File.WriteAllLines(plan, lines);

        var run = CliRun.Of("compress", project.Model, "--data", project.Data, "--from-plan", plan, "--output", project.Output, "--no-finetune");

        Assert.True(run.Code == 0, run.Output + run.Error);
        using var original = OnnxReader.Read(project.Model);
        using var pruned = OnnxReader.Read(Path.Combine(project.Output, "mini-pruned.onnx"));
        Assert.Equal(3, pruned.Nodes.First(node => node.OpType == "Conv").Input(1).Constant!.Dimensions[0]);
        Assert.Contains("kept: ", File.ReadAllText(Path.Combine(project.Output, "plan.yaml")), StringComparison.Ordinal);
        CliRun.Of("compress", project.Model, "--data", project.Data, "--from-plan", plan, "--target-macs", "0.5", "--output", project.In("both")).ShouldFail(2, "target or a plan");
    }

    [Fact]
    public void Compress_meets_other_targets_and_keeps_what_is_protected()
    {
        using var project = new MiniProject(30, 15);
        using var original = OnnxReader.Read(project.Model);
        var conv = original.Nodes.First(node => node.OpType == "Conv");

        var run = CliRun.Of("compress", project.Model, "--data", project.Data, "--target-params", "0.7", "--ranking", "local", "--multiple", "1", "--protect", conv.Name, "--output", project.Output, "--no-finetune");

        Assert.True(run.Code == 0, run.Output + run.Error);
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Output, "report.json")));
        var models = report.RootElement.GetProperty("models").EnumerateArray().ToArray();
        Assert.True(models[1].GetProperty("parameters").GetInt64() <= 0.7 * models[0].GetProperty("parameters").GetInt64());
        using var pruned = OnnxReader.Read(Path.Combine(project.Output, "mini-pruned.onnx"));
        Assert.Equal(conv.Input(1).Constant!.Dimensions[0], pruned.FindNode(conv.Name)!.Input(1).Constant!.Dimensions[0]);
    }

    [Fact]
    public void Compress_delivers_a_network_without_batch_norm()
    {
        using var project = new MiniProject();

        var run = CliRun.Of("compress", project.Model, "--data", project.Data, "--target-macs", "0.7", "--output", project.Output, "--no-finetune");

        Assert.True(run.Code == 0, run.Output + run.Error);
        using var pruned = OnnxReader.Read(Path.Combine(project.Output, "mini-pruned.onnx"));
        Assert.DoesNotContain(pruned.Nodes, node => node.OpType == "BatchNormalization");
    }

    [Fact]
    public void Compress_of_a_network_exported_for_batches_of_one_works_and_delivers_an_open_batch()
    {
        using var project = new MiniProject();
        using (var graph = OnnxReader.Read(project.Model))
        {
            graph.SetType(graph.Inputs[0], new TensorType(ElementType.Float, [1, 1, MiniProject.Size, MiniProject.Size]));
            graph.SetType(graph.Outputs[0], new TensorType(ElementType.Float, [1, 3]));
            OnnxWriter.Write(graph, project.Model);
        }

        var run = CliRun.Of("compress", project.Model, "--data", project.Data, "--target-macs", "0.6", "--quantize", "int8", "--output", project.Output, "--epochs", "1");

        Assert.True(run.Code == 0, run.Output + run.Error);
        using var pruned = OnnxReader.Read(Path.Combine(project.Output, "mini-pruned.onnx"));
        Assert.Null(pruned.Inputs[0].Type!.Dimensions![0].Size);
    }

    [Fact]
    public void Compress_without_target_only_quantizes()
    {
        using var project = new MiniProject();

        var run = CliRun.Of("compress", project.Model, "--data", project.Data, "--quantize", "int8", "--output", project.Output);

        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.True(File.Exists(Path.Combine(project.Output, "mini-int8.onnx")));
        Assert.False(File.Exists(Path.Combine(project.Output, "mini-pruned.onnx")));
        Assert.DoesNotContain("fine-tune", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compress_without_labels_reports_agreement_and_no_accuracy()
    {
        using var project = new MiniProject(labels: false);

        var run = CliRun.Of("compress", project.Model, "--data", project.Data, "--target-macs", "0.5", "--output", project.Output, "--epochs", "1");

        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Contains("Agreement", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("accuracy", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Compress_twice_with_one_seed_gives_the_same_model()
    {
        using var project = new MiniProject();
        string[] Arguments(string output) => ["compress", project.Model, "--data", project.Data, "--target-macs", "0.5", "--output", project.In(output), "--epochs", "1", "--threads", "1", "--seed", "3"];

        Assert.Equal(0, CliRun.Of(Arguments("a")).Code);
        Assert.Equal(0, CliRun.Of(Arguments("b")).Code);

        Assert.Equal(Sha256(project.In("a/mini-pruned.onnx")), Sha256(project.In("b/mini-pruned.onnx")));
    }

    [Theory]
    [InlineData("1.5", "at most 1")]
    [InlineData("0", "over 0")]
    [InlineData("-0.5", "over 0")]
    [InlineData("half", "half")]
    [InlineData("150%", "at most 1")]
    [InlineData("%", "0.5 or 50%")]
    public void Compress_to_an_impossible_target_exits_2(string target, string mention)
    {
        using var project = new MiniProject(4, 2);

        CliRun.Of("compress", project.Model, "--data", project.Data, "--target-macs", target, "--output", project.Output).ShouldFail(2, "--target-macs", mention);
        Assert.False(Directory.Exists(project.Output));
    }

    [Theory]
    [InlineData("--epochs", "0")]
    [InlineData("--batch-size", "-1")]
    [InlineData("--learning-rate", "0")]
    [InlineData("--quantize", "int4")]
    [InlineData("--criterion", "magic")]
    [InlineData("--time-budget", "10 parsecs")]
    [InlineData("--threads", "0")]
    [InlineData("--mean", "a,b")]
    public void Compress_with_a_bad_value_exits_2_and_names_option_and_value(string option, string value)
    {
        using var project = new MiniProject(4, 2);

        CliRun.Of("compress", project.Model, "--data", project.Data, "--target-macs", "0.5", "--output", project.Output, option, value).ShouldFail(2, value.Split(',')[0]);
    }

    [Fact]
    public void Compress_without_a_wish_exits_2() =>
        CliRun.Of("compress", "a.onnx", "--data", ".", "--output", "out").ShouldFail(2, "--target-macs", "--quantize");

    [Fact]
    public void Compress_of_missing_data_exits_2_and_leaves_no_folder()
    {
        using var project = new MiniProject(4, 2);

        CliRun.Of("compress", project.Model, "--data", project.In("nowhere"), "--quantize", "int8", "--output", project.Output).ShouldFail(2, "nowhere");
        Assert.False(Directory.Exists(project.Output));
    }

    [Fact]
    public void Compress_with_images_of_the_wrong_size_exits_2_and_names_both_sizes()
    {
        using var project = new MiniProject(imageSize: 10);

        CliRun.Of("compress", project.Model, "--data", project.Data, "--quantize", "int8", "--output", project.Output).ShouldFail(2, "1x10x10", "1x12x12");
    }

    [Fact]
    public void Compress_into_a_folder_in_use_exits_2_until_it_is_allowed()
    {
        using var project = new MiniProject(30, 15);
        Directory.CreateDirectory(project.Output);
        File.WriteAllText(Path.Combine(project.Output, "mine.txt"), "keep");
        string[] arguments = ["compress", project.Model, "--data", project.Data, "--quantize", "int8", "--output", project.Output];

        CliRun.Of(arguments).ShouldFail(2, project.Output, "--overwrite");
        Assert.Equal(0, CliRun.Of([.. arguments, "--overwrite"]).Code);
        Assert.Equal("keep", File.ReadAllText(Path.Combine(project.Output, "mine.txt")));
    }

    [Fact]
    public void Resume_without_a_run_exits_2()
    {
        using var project = new MiniProject(4, 2);

        CliRun.Of("compress", project.Model, "--data", project.Data, "--quantize", "int8", "--output", project.Output, "--resume").ShouldFail(2, "no run", project.Output);
    }

    [Fact]
    public void Resume_with_other_options_exits_2_and_says_which()
    {
        using var project = new MiniProject(30, 15);
        Assert.Equal(0, CliRun.Of("compress", project.Model, "--data", project.Data, "--quantize", "int8", "--output", project.Output).Code);

        CliRun.Of("compress", project.Model, "--data", project.Data, "--quantize", "int8", "--output", project.Output, "--resume", "--seed", "7").ShouldFail(2, "seed was 0, is 7");
    }

    [Fact]
    public void Compress_of_something_that_is_no_classifier_exits_2_and_says_what_is_wanted()
    {
        using var project = new MiniProject(4, 2);
        var model = Occam.Testing.SharedFiles.OrSkip("models", "unet", "model.onnx");

        CliRun.Of("compress", model, "--data", project.Data, "--quantize", "int8", "--output", project.Output).ShouldFail(2, "classifier");
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
