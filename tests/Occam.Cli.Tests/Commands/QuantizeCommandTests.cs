namespace Occam.Cli.Tests.Commands;

public sealed class QuantizeCommandTests
{
    [Theory]
    [InlineData("ptq", "8")]
    [InlineData("gptq", "4")]
    [InlineData("lsq", "4")]
    public void Quantize_leaves_model_report_and_proof(string method, string bits)
    {
        using var project = new MiniProject();

        var run = CliRun.Of("quantize", project.Model, "--data", project.Data, "--output", project.Output, "--method", method, "--bits", bits, "--no-timing");

        Assert.True(run.Code == 0, run.Output + run.Error);
        string[] files = ["certificate.json", "log.jsonl", "mini-int8.onnx", "report.html", "report.json", "run.json"];
        Assert.Equal(files, Directory.GetFiles(project.Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--bits", "5", "8 or 4")]
    [InlineData("--method", "magic", "ptq, adaround, gptq, qat or lsq")]
    [InlineData("--epochs", "0", "at least 1")]
    [InlineData("--learning-rate", "0", "above 0")]
    [InlineData("--max-drop", "-1", "at least 0")]
    public void Quantize_refuses_what_is_out_of_range(string option, string value, string allowed) =>
        CliRun.Of("quantize", "model.onnx", "--data", "d", "--output", "o", option, value).ShouldFail(2, option, allowed);
}
