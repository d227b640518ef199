using Occam.Graphs.Execution;
using Occam.Models.Quantizers;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

/// <summary>A trained public network: PaddleOCR's classifier of text direction (MobileNetV3).</summary>
public sealed class TextDirectionTests(ITestOutputHelper output)
{
    private const int Height = 48;
    private const int Width = 192;

    [Fact]
    public void Quantized_classifier_agrees_with_the_float_one_on_lines_of_glyphs()
    {
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", "real", "text_direction_cls.onnx"));
        var calibration = Enumerable.Range(0, 8).Select(i => new[] { Lines(i, 16) }).ToArray();

        using var quantized = new StaticQuantizer().Quantize(graph, calibration);

        var judged = Lines(1000, 64);
        using var session = new OnnxSession(quantized.Graph);
        var (expected, actual) = (new GraphExecutor(graph).Run([judged])[0], session.Run([judged])[0]);
        var agreement = expected.argmax(1).eq(actual.argmax(1)).to(ScalarType.Float32).mean().item<float>();
        var difference = actual.sub(expected).abs().mean().item<float>();
        output.WriteLine($"agreement {agreement:P1}, mean difference of probabilities {difference:F4}, class 0 in {expected.argmax(1).eq(0).to(ScalarType.Float32).mean().item<float>():P0}");
        foreach (var layer in quantized.Coverage.Layers)
        {
            output.WriteLine($"  {layer.Intended,-14} {layer.OpType,-20} {layer.Node,-40} {layer.Remark}");
        }

        Assert.InRange(agreement, 0.9f, 1); // strokes are not letters: many of them are near the boundary
        Assert.InRange(quantized.Coverage.Layers.Count(layer => layer is { IsInteger: true, OpType: "Conv" }), 20, 60);
    }

    // Dark strokes on a bright line, some upside down, in the network's range (pixel / 255 - 0.5) / 0.5.
    private static Tensor Lines(int seed, int count)
    {
        using var scope = NewDisposeScope();
        var random = new Random(seed);
        var pixels = new float[count, 3, Height, Width];
        for (var n = 0; n < count; n++)
        {
            var (paper, ink) = (0.6f + (0.4f * random.NextSingle()), -0.9f + (0.5f * random.NextSingle()));
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    (pixels[n, 0, y, x], pixels[n, 1, y, x], pixels[n, 2, y, x]) = (paper, paper, paper);
                }
            }

            for (var x = 6; x < Width - 20; x += 14)
            {
                Glyph(pixels, n, x, ink, random);
            }
        }

        var lines = from_array(pixels);
        return seed % 2 == 0 ? lines.MoveToOuterDisposeScope() : lines.flip(2, 3).contiguous().MoveToOuterDisposeScope();
    }

    private static void Glyph(float[,,,] pixels, int n, int left, float ink, Random random)
    {
        for (var stroke = 0; stroke < 3; stroke++)
        {
            var (x0, y0) = (left + random.Next(8), 8 + random.Next(24));
            var (w, h) = random.Next(2) == 0 ? (2, 10 + random.Next(6)) : (8, 2);
            for (var y = y0; y < Math.Min(y0 + h, Height - 4); y++)
            {
                for (var x = x0; x < x0 + w; x++)
                {
                    (pixels[n, 0, y, x], pixels[n, 1, y, x], pixels[n, 2, y, x]) = (ink, ink, ink);
                }
            }
        }
    }
}
