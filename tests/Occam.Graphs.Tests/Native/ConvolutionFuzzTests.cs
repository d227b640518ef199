using System.Globalization;
using Occam.Graphs.Native;
using TorchSharp;

namespace Occam.Graphs.Tests.Native;

/// <summary>Convolutions of random shapes against float64; OCCAM_FUZZ_CASES sets how many (60).</summary>
public sealed class ConvolutionFuzzTests
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("OCCAM_FUZZ_CASES") ?? "60", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convolution_random_shapes_equals_float64(bool channelsLast)
    {
        LibTorch.EnsureReady();
        using var numbers = new torch.Generator(11);
        var random = new Random(17);
        var wrong = new List<string>();
        for (var i = 0; i < Count; i++)
        {
            var shape = Next(random);
            var errors = ConvolutionSelfTest.OfLibTorch.Measure(shape, numbers, poison: i % 3 == 0, channelsLast);
            if (!(errors.Worst <= ConvolutionSelfTest.Tolerance))
            {
                wrong.Add($"{shape}: {errors}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Count} wrong:\n{string.Join('\n', wrong.Take(20))}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Count} shapes, none wrong");
    }

    private static ConvolutionCase Next(Random random)
    {
        while (true)
        {
            var kernel = random.GetItems([1, 3, 3, 5, 7], 1)[0];
            var (inputs, outputs, groups) = Channels(random);
            var dilation = kernel > 1 && random.Next(4) == 0 ? 2 : 1;
            var shape = new ConvolutionCase(random.Next(2, 5), inputs, outputs, kernel, random.Next(5, 15))
            {
                Stride = random.Next(1, 4),
                Dilation = dilation,
                Padding = random.Next(0, (kernel / 2) + 1) * dilation,
                Groups = groups,
                Transposed = random.Next(6) == 0,
            };
            if (shape is { OutputSize: > 0 } && shape.Size + (2 * shape.Padding) > dilation * (kernel - 1))
            {
                return shape;
            }
        }
    }

    // A third multiples of 16, the rest anything; a quarter depthwise, some of them with a multiplier; a fifth grouped.
    private static (int Inputs, int Outputs, int Groups) Channels(Random random)
    {
        int One() => random.Next(3) == 0 ? 16 * random.Next(1, 6) : random.Next(1, 90);
        var inputs = One();
        var groups = random.Next(2, 6);
        return random.Next(20) switch
        {
            < 5 => (inputs, inputs * random.Next(1, 3), inputs),
            < 9 => (groups * random.Next(1, 20), groups * random.Next(1, 20), groups),
            _ => (inputs, One(), 1),
        };
    }
}
