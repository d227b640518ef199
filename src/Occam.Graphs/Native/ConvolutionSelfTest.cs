using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Native;

/// <summary>Compares a float32 convolution, forward and both gradients, with the same in float64.</summary>
/// <param name="convolve">The convolution under test, of (input [N, C, H, W], weight, shape).</param>
internal sealed class ConvolutionSelfTest(Func<Tensor, Tensor, ConvolutionCase, Tensor> convolve)
{
    /// <summary>The largest relative error of a right convolution.</summary>
    public const double Tolerance = 1e-4;

    // Channel counts that are not multiples of 16, a depthwise and a strided one: what the defect hits first.
    private static readonly ConvolutionCase[] Cases =
    [
        new(2, 24, 24, 3, 7),
        new(2, 20, 32, 3, 7),
        new(2, 24, 24, 3, 7) { Groups = 24 },
        new(2, 8, 40, 3, 9) { Stride = 2 },
        new(2, 31, 17, 1, 6),
        new(2, 12, 20, 3, 5) { Transposed = true },
    ];

    private static readonly Scalar NotANumber = float.NaN;

    /// <summary>Runs LibTorch's own convolution.</summary>
    public static ConvolutionSelfTest OfLibTorch { get; } = new(Convolve);

    /// <summary>Runs a few small convolutions (some 50 ms the first time). Draws nothing from LibTorch's global random state.</summary>
    public SelfTestResult Run()
    {
        var (worst, where) = (0.0, string.Empty);
        foreach (var shape in Cases)
        {
            using var scope = NewDisposeScope();
            using var numbers = new Generator(1);
            var error = Measure(shape, numbers, poison: true, channelsLast: false).Worst;
            if (error > worst || where.Length == 0)
            {
                (worst, where) = (error, shape.ToString());
            }
        }

        return new(worst <= Tolerance, worst, where);
    }

    /// <summary>Measures one shape on normal random input.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="numbers">The random numbers to draw from.</param>
    /// <param name="poison">Whether free memory is filled with NaN first, so that reads of memory that nobody wrote show.</param>
    /// <param name="channelsLast">Whether input and weight are laid out with channels innermost.</param>
    public ConvolutionErrors Measure(ConvolutionCase shape, Generator numbers, bool poison, bool channelsLast)
    {
        using var scope = NewDisposeScope();
        var input = Draw([shape.Batch, shape.Inputs, shape.Size, shape.Size], numbers, channelsLast);
        var weight = Draw(shape.WeightShape, numbers, channelsLast);
        var gradient = randn([shape.Batch, shape.Outputs, shape.OutputSize, shape.OutputSize], generator: numbers);
        var actual = Gradients(convolve, shape, ScalarType.Float32, input, weight, gradient, poison);
        var expected = Gradients(Convolve, shape, ScalarType.Float64, input, weight, gradient, poison: false);
        return new(
            RelativeError(actual.Output, expected.Output),
            RelativeError(actual.Input, expected.Input),
            RelativeError(actual.Weight, expected.Weight));
    }

    /// <summary>LibTorch's convolution of that shape.</summary>
    public static Tensor Convolve(Tensor input, Tensor weight, ConvolutionCase shape)
    {
        long[] strides = [shape.Stride, shape.Stride];
        long[] padding = [shape.Padding, shape.Padding];
        long[] dilation = [shape.Dilation, shape.Dilation];
        return shape.Transposed
            ? nn.functional.conv_transpose2d(input, weight, null, strides, padding, null, dilation, shape.Groups)
            : nn.functional.conv2d(input, weight, null, strides, padding, dilation, shape.Groups);
    }

    private static Tensor Draw(long[] size, Generator numbers, bool channelsLast) => channelsLast
        ? randn([size[0], size[2], size[3], size[1]], generator: numbers).permute(0, 3, 1, 2)
        : randn(size, generator: numbers);

    private static (Tensor Output, Tensor Input, Tensor Weight) Gradients(
        Func<Tensor, Tensor, ConvolutionCase, Tensor> convolve,
        ConvolutionCase shape,
        ScalarType type,
        Tensor input,
        Tensor weight,
        Tensor gradient,
        bool poison)
    {
        var (x, w) = (input.to(type).detach().requires_grad_(), weight.to(type).detach().requires_grad_());
        Poison(poison);
        var output = convolve(x, w, shape);
        var loss = output.mul(gradient.to(type)).sum();
        Poison(poison);
        loss.backward();
        return (output.detach(), x.grad!, w.grad!);
    }

    private static void Poison(bool wanted)
    {
        if (!wanted)
        {
            return;
        }

        using var scope = NewDisposeScope();
        foreach (var length in (ReadOnlySpan<long>)[1_000, 5_000, 20_000, 50_000])
        {
            for (var i = 0; i < 4; i++)
            {
                full([length], NotANumber);
            }
        }
    }

    private static double RelativeError(Tensor actual, Tensor expected)
    {
        var a = Values(actual);
        var b = Values(expected);
        var (difference, scale) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            if (!double.IsFinite(a[i]))
            {
                return double.PositiveInfinity;
            }

            difference = Math.Max(difference, Math.Abs(a[i] - b[i]));
            scale = Math.Max(scale, Math.Abs(b[i]));
        }

        return difference == 0 ? 0 : difference / scale;
    }

    private static ReadOnlySpan<double> Values(Tensor tensor) => MemoryMarshal.Cast<byte, double>(tensor.to(ScalarType.Float64).contiguous().bytes);
}
