using System.Text.Json;
using Occam.Graphs;
using Occam.Models.Architectures;
using Occam.Onnx;

namespace Occam.Cli.Tests.Commands;

public sealed class QuantizeCommandTests
{
    [Theory]
    [InlineData("ptq", "8")]
    [InlineData("gptq", "4")]
    [InlineData("lsq", "4")]
    [InlineData("ptq", "3")]
    [InlineData("adaround", "2")]
    public void Quantize_leaves_model_report_and_proof(string method, string bits)
    {
        using var project = new MiniProject();

        var run = CliRun.Of("quantize", project.Model, "--data", project.Data, "--output", project.Output, "--method", method, "--bits", bits, "--no-timing");

        Assert.True(run.Code == 0, run.Output + run.Error);
        string[] files = ["certificate.json", "log.jsonl", "mini-int8.onnx", "report.html", "report.json", "run.json"];
        Assert.Equal(files, Directory.GetFiles(project.Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_network_for_TensorRt_has_signed_integers_alone()
    {
        using var project = new MiniProject();

        var run = CliRun.Of("quantize", project.Model, "--data", project.Data, "--output", project.Output, "--backend", "tensorrt");

        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Contains("are written as integers for TensorRT", run.Output, StringComparison.Ordinal);
        Assert.Contains("was written for TensorRT, which was not run", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("slower than the original", run.Output, StringComparison.Ordinal);
        using var certificate = JsonDocument.Parse(File.ReadAllText(project.In("out/certificate.json")));
        Assert.True(certificate.RootElement.GetProperty("intended_integer_layers").GetInt32() > 0);
        Assert.Equal(0, certificate.RootElement.GetProperty("integer_layers").GetInt32());
        using var graph = OnnxReader.Read(project.In("out/mini-int8.onnx"));
        var quantizers = graph.Nodes.Where(node => node.OpType == "QuantizeLinear").ToArray();
        Assert.NotEmpty(quantizers);
        Assert.All(quantizers, node => Assert.Equal(ElementType.Int8, node.Input(2).Constant!.ElementType));
        CliRun.Of("quantize", project.Model, "--method", "weight-only", "--output", project.In("weights"), "--backend", "tensorrt").ShouldFail(2, "TensorRT has no products");
        CliRun.Of("quantize", project.Model, "--data", project.Data, "--output", project.In("other"), "--backend", "coreml").ShouldFail(2, "--backend", "onnxruntime");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_alone_get_few_bits_with_and_without_data(bool data)
    {
        using var project = new MiniProject();
        string[] more = data ? ["--data", project.Data, "--asymmetric", "--bits", "2"] : [];

        var run = CliRun.Of(["quantize", project.Model, "--method", "weight-only", "--block-size", "16", "--output", project.Output, .. more]);

        Assert.True(run.Code == 0, run.Output + run.Error);
        var file = Path.Combine(project.Output, "mini-weights.onnx");
        Assert.Matches("1 of [0-9]+ weighted layers", run.Output);
        Assert.Contains(data ? "rounded by GPTQ" : "rounded to the nearest", run.Output, StringComparison.Ordinal);
        Assert.Contains($"to {new FileInfo(file).Length:N0} bytes", run.Output, StringComparison.Ordinal);
        Assert.Contains("the same largest place", run.Output, StringComparison.Ordinal);
        Assert.True(CliRun.Of("verify", file).Code == 0, "verify reads it");
        Assert.Contains("MatMulNBits", CliRun.Of("inspect", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_fit_the_size_that_is_asked_for_or_the_smallest_is_told()
    {
        using var project = new MiniProject();
        using var graph = new MlpOptions().Build();
        OnnxWriter.Write(graph, project.Model);
        string[] command = ["quantize", project.Model, "--method", "weight-only", "--bits", "2", "--overwrite", "--output", project.Output, "--max-size"];
        var most = (int)(0.3 * new FileInfo(project.Model).Length);

        var run = CliRun.Of([.. command, "0.3"]);

        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.InRange(new FileInfo(Path.Combine(project.Output, "mini-weights.onnx")).Length, 1, most);
        CliRun.Of([.. command, "100B"]).ShouldFail(1, "100 bytes", "the smallest size that can be reached");
    }

    [Fact]
    public void Size_is_for_weights_alone() =>
        CliRun.Of("quantize", "model.onnx", "--data", "d", "--output", "o", "--max-size", "0.5").ShouldFail(2, "--max-size", "weight-only");

    [Fact]
    public void Size_has_to_be_one() =>
        CliRun.Of("quantize", "model.onnx", "--method", "weight-only", "--output", "o", "--max-size", "lots").ShouldFail(2, "--max-size", "a share of the float file");

    [Fact]
    public void Data_is_required_where_activations_are_quantized() =>
        CliRun.Of("quantize", "model.onnx", "--output", "o").ShouldFail(2, "--data", "weight-only");

    [Theory]
    [InlineData("--bits", "5", "8, 4, 3 or 2")]
    [InlineData("--block-size", "24", "a power of two")]
    [InlineData("--method", "magic", "ptq, adaround, gptq, qat, lsq or weight-only")]
    [InlineData("--epochs", "0", "at least 1")]
    [InlineData("--learning-rate", "0", "above 0")]
    [InlineData("--max-drop", "-1", "at least 0")]
    [InlineData("--image-size", "48", "48x192")]
    [InlineData("--image-size", "0x3", "at least 1 each")]
    [InlineData("--mean", "a,b", "numbers with commas")]
    public void Quantize_refuses_what_is_out_of_range(string option, string value, string allowed) =>
        CliRun.Of("quantize", "model.onnx", "--data", "d", "--output", "o", option, value).ShouldFail(2, option, allowed);
}
