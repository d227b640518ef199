using System.Text;

namespace Occam.Cli.Tests.Commands;

/// <summary>Files that are no configs, and configs that cannot be: told in words with every problem at once, never as a fault of the program.</summary>
public sealed class BrokenConfigFileTests
{
    private const string Sound = "model: {type: resnet, size: 12}\ndata: {type: folder, path: .}\n";

    public static TheoryData<byte[], string> Files => new()
    {
        { [], "bad.yaml:1:1: the file is empty" },
        { [0x80, 0xff, 0xfe, 0x01, 0x00], "bad.yaml:1:1: the file is not UTF-8 text" },
        { "\u0008\u0007\u0012\u0003net\0\0"u8.ToArray(), "bad.yaml:1:1: the file has bytes of zero" },
        { Encoding.Unicode.GetBytes(Sound), "bad.yaml:1:1: the file has bytes of zero, so it is no text in UTF-8; save it as UTF-8" },
        { "{\"model\": \"resnet\"}\nmore\n"u8.ToArray(), "bad.yaml:2:1: this is not YAML" },
        { "<html>\n"u8.ToArray(), "bad.yaml:1:1: the file holds '<html>'; keys with values are wanted" },
        { Encoding.UTF8.GetBytes("a: " + new string('[', 5000)), "bad.yaml:1:104: this is not YAML: values are nested more than 100 deep" },
        { "model: {type: resnet\ndata: x\n"u8.ToArray(), "bad.yaml:1:9: this is not YAML: what begins here does not end" },
        { "_base_: bad.yaml\n"u8.ToArray(), "a file cannot inherit from itself: bad.yaml -> bad.yaml" },
        { "_base_: .\n"u8.ToArray(), "is a folder; a YAML file is wanted" },
        { "model: ${data}\ndata: ${model}\n"u8.ToArray(), "bad.yaml:1:8: model: the reference leads back to itself: data -> model -> data" },
        { "name: ../elsewhere\nmodel: resnet\ndata: {type: folder, path: .}\n"u8.ToArray(), "bad.yaml:1:7: name: name has to be one that files can have" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_no_config_is_refused_in_words(byte[] content, string expected)
    {
        using var project = new MiniProject();
        var path = project.In("bad.yaml");
        File.WriteAllBytes(path, content);

        string[][] commands = [["config", "check", path], ["train", path, "--output", project.Output], ["test", path], ["bench", path]];
        foreach (var command in commands)
        {
            CliRun.Of(command).ShouldFail(2, "problem", expected);
        }

        Assert.False(Directory.Exists(project.Output));
    }

    [Fact]
    public void Problems_of_the_writing_come_with_those_of_the_values()
    {
        using var project = new MiniProject();
        var path = project.In("bad.yaml");
        File.WriteAllText(path, "name: &s exp\nmodel: {type: resnet, blocks: 3}\nmodel: resnet\ndata: *s\ntraining: {epochs: '${name}x', workers: 0}\n");

        CliRun.Of("config", "check", path).ShouldFail(
            2,
            "6 problems",
            $"{path}:1:7: name: the anchor '&s'",
            $"{path}:2:31: model.blocks: a list is wanted",
            $"{path}:3:1: model: 'model' is set a second time",
            $"{path}:4:7: data: the alias '*s'",
            $"{path}:1:7: training.epochs: a whole number is wanted, but this is the text \"expx\"",
            $"{path}:5:41: training.workers: workers has to be at least 1, but is 0");
    }

    [Fact]
    public void A_folder_is_no_config()
    {
        using var project = new MiniProject();

        CliRun.Of("config", "check", project.Data).ShouldFail(2, "1 problem", $"'{project.Data}' is a folder; a YAML file is wanted");
    }

    [Fact]
    public void Problems_of_the_file_and_of_every_override_come_together()
    {
        using var project = new MiniProject();
        var path = project.In("bad.yaml");
        File.WriteAllText(path, $"{Sound}extensions: [nowhere.dll]\noptimizer: {{type: sgd, momentum: 2}}\nalgorithm: {{type: combined, components: [{{type: pruner, target_macs: 2, criterion: l1}}]}}\nname: ${{nowhere}}\n");

        CliRun.Of("config", "check", path, "--set", "data.x=1", "--set", "nonsense", "--set", "training.epochs=0", "--set", "hooks[0]=log").ShouldFail(
            2,
            "8 problems",
            "--set nonsense: key.path=value is wanted",
            "--set hooks[0]=log: hooks: 'hooks' has no items that could be replaced",
            $"{path}:6:7: name: '${{nowhere}}' names nothing",
            $"{path}:3:14: extensions[0]: There is no extension",
            $"{path}:4:34: optimizer.momentum: momentum has to be from 0 to below 1, but is 2",
            $"{path}:5:70: algorithm.components[0].target_macs: target MACs have to be in (0, 1], but are 2",
            "--set data.x=1: data.x: 'x' is not known here. Known: path.",
            "--set training.epochs=0: training.epochs: epochs has to be at least 1, but is 0");
    }
}
