using Occam.Core.Configs;
using Occam.Core.Registry;
using Occam.Models.Architectures;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Configs;

/// <summary>What a sound config means.</summary>
public sealed class ConfigTests
{
    private static readonly ComponentRegistry Registry = ComponentRegistry.CreateDefault();

    [Fact]
    public void Every_form_of_value_is_bound()
    {
        var bound = Bind("\uFEFFseed: -3\ntraining: {learning_rate: 25 %, flip: false, batch_mode: frozen, time_budget: 1.5m, name: no, widths: [8], weights: {a: 1e-3}}\nstages: [{name: x}, {name: y, share: 1}]\n");

        Assert.Equal(-3, bound.Seed);
        Assert.Equal((0.25, false, SampleMode.Frozen, "no"), (bound.Training.LearningRate, bound.Training.Flip, bound.Training.BatchMode, bound.Training.Name));
        Assert.Equal(TimeSpan.FromSeconds(90), bound.Training.TimeBudget);
        Assert.Equal([8], bound.Training.Widths);
        Assert.Equal(1e-3, bound.Training.Weights["a"]);
        Assert.Equal([new("x"), new("y", 1)], bound.Stages);
        Assert.Equal(3, bound.Training.Epochs);
    }

    [Fact]
    public void A_component_is_chosen_by_its_type()
    {
        var model = Bind("model: {type: resnet, widths: [4], blocks: [1], size: 8}\n").Model!;

        using var graph = model.Make(new());

        Assert.Equal([4], Assert.IsType<ResNetOptions>(model.Options).Widths);
        Assert.Equal("image", graph.Inputs[0].Name);
    }

    [Fact]
    public void Bases_are_merged_in_order_and_deleted_parts_leave()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "one.yaml", "seed: 1\ntraining: {epochs: 7, name: one, weights: {a: 1, b: 2}}\nmodel: {type: resnet, size: 16}\n");
        Write(folder, "sub/two.yaml", "_base_: ../one.yaml\ntraining: {name: two, widths: [1, 2, 3]}\n");
        var path = Write(folder, "top.yaml", "_base_: [one.yaml, sub/two.yaml]\nseed: 5\ntraining: {widths: [9], weights: {_delete_: true, c: 3}}\nmodel: {_delete_: true, type: onnx, file: sub/n.onnx}\n");

        var bound = Config.Load(path, ["training.epochs=2", "training.widths[0]=4"]).Bind<SampleExperiment>(Registry);

        Assert.Equal((5, 2, "two"), (bound.Seed, bound.Training.Epochs, bound.Training.Name));
        Assert.Equal([4], bound.Training.Widths);
        Assert.Equal(["c"], bound.Training.Weights.Keys);
        Assert.Equal("onnx", bound.Model!.Name);
    }

    [Fact]
    public void Problems_of_bases_name_the_base()
    {
        using var folder = new TemporaryFolder();
        var lower = Write(folder, "base.yaml", "\nmodel:\n  type: resnet\n  size: 16\n");
        var path = Write(folder, "top.yaml", "_base_: base.yaml\nmodel: {type: onnx, file: x.onnx}\n");

        var problem = Assert.Single(Assert.Throws<ConfigException>(() => Config.Load(path).Bind<SampleExperiment>(Registry)).Problems);

        Assert.Equal(new(lower, 4, 3), problem.Mark);
        Assert.Contains("'_delete_: true'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_key_is_said_to_be_inherited_only_where_it_is()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "base.yaml", "model: {type: resnet, size: 16}\n");
        var path = Write(folder, "top.yaml", "_base_: base.yaml\nmodel: {sizze: 8}\n");

        // The type is inherited and the key is not; then the key is the command line's; then the type is.
        Assert.DoesNotContain("type was changed", Message(path), StringComparison.Ordinal);
        Assert.DoesNotContain("another type", Message(path, "model={type: resnet, x: 1}"), StringComparison.Ordinal);
        Assert.DoesNotContain("type was changed", Message(Write(folder, "plain.yaml", "model: resnet\n"), "model={type: resnet, x: 1}"), StringComparison.Ordinal);
        Assert.DoesNotContain("another type", Message(folder.File("base.yaml"), "model.x=1"), StringComparison.Ordinal);
        Assert.Contains(
            "It was written for another type, which --set model.type=onnx changed: give the component whole",
            Message(folder.File("base.yaml"), "model.type=onnx", "model.file=x.onnx"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("another type", Message(folder.File("base.yaml"), "model.type=resnet", "model.x=1"), StringComparison.Ordinal);

        static string Message(string path, params string[] overrides) => Assert.Throws<ConfigException>(() => Config.Load(path, overrides).Bind<SampleExperiment>(Registry)).Message;
    }

    [Fact]
    public void A_text_in_UTF_16_with_its_mark_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("wide.yaml");
        File.WriteAllText(path, "seed: 4\ntraining: {name: ü}\n", System.Text.Encoding.Unicode);

        var bound = Config.Load(path).Bind<SampleExperiment>(Registry);

        Assert.Equal((4, "ü"), (bound.Seed, bound.Training.Name));
    }

    [Fact]
    public void Circles_of_bases_are_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "b.yaml", "_base_: a.yaml\n");
        var path = Write(folder, "a.yaml", "_base_: b.yaml\n");

        var problem = Assert.Single(Assert.Throws<ConfigException>(() => Config.Load(path)).Problems);

        Assert.Contains("a.yaml -> b.yaml -> a.yaml", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_stand_for_values_and_for_parts_of_texts()
    {
        var bound = Bind("variables: {n: 4, rates: {slow: 0.01}, w: [1, 2]}\nseed: ${variables.n}\ntraining:\n  name: run-${seed}-$${x}\n  learning_rate: ${variables.rates.slow}\n  widths: ${variables.w}\n  epochs: ${training.widths[1]}\n");

        Assert.Equal(4, bound.Seed);
        Assert.Equal("run-4-${x}", bound.Training.Name);
        Assert.Equal(0.01, bound.Training.LearningRate);
        Assert.Equal([1, 2], bound.Training.Widths);
        Assert.Equal(2, bound.Training.Epochs);
    }

    [Fact]
    public void Input_paths_are_relative_to_the_file_that_names_them()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "base/b.yaml", "teacher: nets/t.onnx\n");
        var path = Write(folder, "top.yaml", "_base_: base/b.yaml\n");

        Assert.Equal(folder.File("base/nets/t.onnx"), Config.Load(path).Bind<SampleExperiment>(Registry).Teacher);
        Assert.Equal(Path.GetFullPath("x.onnx"), Config.Load(path, ["teacher=x.onnx"]).Bind<SampleExperiment>(Registry).Teacher);
    }

    [Fact]
    public void The_merged_config_can_be_read_again_from_another_folder()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, "top.yaml", "seed: 2\nteacher: t.onnx\ntraining: {name: \"8: ${seed} \\\"q\\\"\", widths: [1, 2], time_budget: ~}\nstages: [{name: 'a # b'}, {name: \"007\"}]\nmodel: resnet\n");
        var config = Config.Load(path);
        var first = config.Bind<SampleExperiment>(Registry);

        var again = Config.Load(Write(folder, "run/config.yaml", config.ToYaml(folder.File("run")))).Bind<SampleExperiment>(Registry);

        Assert.Equal(first.Teacher, again.Teacher);
        Assert.Equal(first.Stages, again.Stages);
        Assert.Equal(first.Training.Name, again.Training.Name);
        Assert.Equal(first.Training.Widths, again.Training.Widths);
        Assert.Contains("seed: 2  # ", config.ToYaml(), StringComparison.Ordinal);
        Assert.Contains("top.yaml:1:7", config.ToYaml(), StringComparison.Ordinal);
    }

    private static SampleExperiment Bind(string text) => Config.Parse(text, "c").Bind<SampleExperiment>(Registry);

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        var path = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
