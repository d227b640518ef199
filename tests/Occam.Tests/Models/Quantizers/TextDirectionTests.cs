using Occam.Apis;
using Occam.Datasets;
using Occam.Models.Quantizers;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using Occam.Testing;
using Occam.Testing.Networks;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

/// <summary>A trained public network on what it was trained for: PaddleOCR's classifier of text direction (MobileNetV3) on rendered text.</summary>
public sealed class TextDirectionTests(ITestOutputHelper output) : IDisposable
{
    private const int Judged = 256;
    private const int Batch = 32;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Quantized_classifier_agrees_with_the_float_one_and_with_the_truth()
    {
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", "real", "text_direction_cls.onnx"));
        using var text = Fonts();

        using var quantized = new StaticQuantizer().Quantize(graph, Enumerable.Range(0, 8).Select(i => new[] { text.Draw(i, Batch).Lines }));

        var (lines, turned) = text.Draw(1000, Judged);
        using var floats = new OnnxSession(graph);
        using var integers = new OnnxSession(quantized.Graph);
        var (expected, actual) = (floats.Run([lines])[0], integers.Run([lines])[0]);
        var (agreement, before, after) = (Share(expected.argmax(1), actual.argmax(1)), Share(expected.argmax(1), turned), Share(actual.argmax(1), turned));
        output.WriteLine($"agreement {agreement:P1}, accuracy float {before:P1}, int8 {after:P1}, mean difference of probabilities {actual.sub(expected).abs().mean().item<float>():F4}");
        foreach (var layer in quantized.Coverage.Layers)
        {
            output.WriteLine($"  {layer.Intended,-14} {layer.OpType,-20} {layer.Node,-40} {layer.Remark}");
        }

        Assert.InRange(before, 0.97, 1); // the lines are what the network was trained for
        Assert.InRange(after, before - 0.03, 1);
        Assert.InRange(agreement, 0.97, 1);
        Assert.Equal(45, quantized.Coverage.Layers.Count(layer => layer is { IsInteger: true, OpType: "Conv" }));
        Assert.All(quantized.Coverage.Layers.Where(layer => layer is { IsInteger: false, OpType: "Conv" }), layer => Assert.Equal("its input is float", layer.Remark)); // depthwise, behind HardSwish in parts
    }

    [Fact]
    public void Images_in_folders_compress_it_although_its_file_leaves_the_size_open()
    {
        var model = SharedFiles.OrSkip("models", "real", "text_direction_cls.onnx");
        using var text = Fonts();
        var (data, target) = (Path.Combine(_folder.Path, "lines"), Path.Combine(_folder.Path, "out"));
        text.Save(data, seed: 5, count: 160);

        var result = Compress.Run(new()
        {
            Model = model,
            Data = data,
            Output = target,
            Quantize = NumberFormat.Int8,
            ImageSize = new ImageSides(TextLines.Height, TextLines.Width),
            Mean = [0.5f, 0.5f, 0.5f],
            Deviation = [0.5f, 0.5f, 0.5f],
            Threads = 1,
        });

        Assert.Equal("3x48x192", result.Report.Data.ImageSize);
        Assert.All(result.Report.Models, figures => Assert.InRange(figures.Accuracy!.Value, 0.95, 1));
        using var written = OnnxReader.Read(Path.Combine(target, "text_direction_cls-int8.onnx"));
        Assert.Equal([3L, 48L, 192L], written.Inputs[0].Type!.Dimensions!.Skip(1).Select(dimension => dimension.Size!.Value));
    }

    public void Dispose() => _folder.Dispose();

    private static TextLines Fonts()
    {
        var text = TextLines.Find();
        Assert.SkipWhen(text is null, "needs the DejaVu or Arial fonts");
        return text;
    }

    private static double Share(Tensor left, Tensor right) => left.eq(right).to(ScalarType.Float64).mean().item<double>();
}
