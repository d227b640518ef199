namespace Occam.Cli.Tests.Hosting;

public sealed class MistakeTests
{
    [Fact]
    public void Unknown_command_exits_2_and_names_it() => CliRun.Of("inspekt", "a.onnx").ShouldFail(2, "inspekt", "occam --help");

    [Fact]
    public void Unknown_option_exits_2_and_names_it() => CliRun.Of("inspect", "a.onnx", "--jason").ShouldFail(2, "--jason", "occam inspect --help");

    [Fact]
    public void Missing_model_argument_exits_2() => CliRun.Of("inspect").ShouldFail(2, "model");

    [Fact]
    public void Missing_model_file_exits_2_and_says_where_it_was_looked_for() =>
        CliRun.Of("inspect", "no/such/model.onnx").ShouldFail(2, "no/such/model.onnx", Path.GetFullPath("no/such/model.onnx"));

    [Fact]
    public void Folder_as_model_exits_2() => CliRun.Of("inspect", Path.GetTempPath()).ShouldFail(2, "folder");

    [Fact]
    public void Contradicting_options_exit_2() => CliRun.Of("inspect", "a.onnx", "--json", "--text").ShouldFail(2, "--json", "--text");
}
