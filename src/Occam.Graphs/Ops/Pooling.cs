using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>The pooling windows of a node, for one input: where they start and how many there are.</summary>
/// <param name="Kernel">The window's size a spatial axis.</param>
/// <param name="Window">Strides, dilations and pads.</param>
/// <param name="Outputs">The number of windows a spatial axis.</param>
internal sealed record Pooling(long[] Kernel, Window Window, long[] Outputs)
{
    /// <summary>Whether PyTorch's pools can pad by themselves.</summary>
    public bool IsNative => Window.IsSymmetric && Kernel.Index().All(pair => 2 * Window.Begins[pair.Index] <= pair.Item);

    /// <summary>Whether windows have gaps.</summary>
    public bool IsDilated => Array.Exists(Window.Dilations, dilation => dilation != 1);

    /// <summary>Resolves the windows of a node.</summary>
    /// <exception cref="GraphException">The input has not the right rank, or is smaller than the window.</exception>
    public static Pooling Resolve(Node node, WindowAttributes attributes, long[] kernel, bool ceil, Tensor x)
    {
        if (x.dim() != kernel.Length + 2 || kernel.Length is < 1 or > 3)
        {
            throw GraphException.At(node, $"pools windows of {kernel.Length} axes over an input of {x.dim()} dimensions; 1 to 3 spatial axes behind [N, C] are supported.");
        }

        var window = attributes.Resolve(x, kernel);
        var outputs = new long[kernel.Length];
        for (var i = 0; i < kernel.Length; i++)
        {
            var (size, stride) = (x.size(i + 2), window.Strides[i]);
            var room = size + window.Begins[i] + window.Ends[i] - Span(kernel[i], window.Dilations[i]);
            if (room < 0)
            {
                throw GraphException.At(node, $"the window is larger than the padded input along spatial axis {i}.");
            }

            outputs[i] = ((room + (ceil ? stride - 1 : 0)) / stride) + 1;
            // As in ONNX Runtime and PyTorch, no window starts in the padding behind the input.
            outputs[i] -= ceil && (outputs[i] - 1) * stride >= size + window.Begins[i] ? 1 : 0;
        }

        return new Pooling(kernel, window, outputs);
    }

    /// <summary>Reads the window's size.</summary>
    /// <exception cref="GraphException">It is missing or not positive.</exception>
    public static long[] ReadKernel(Node node)
    {
        var kernel = node.Ints("kernel_shape") ?? throw GraphException.At(node, "attribute 'kernel_shape' is missing.");
        return Array.TrueForAll(kernel, size => size > 0) ? kernel : throw GraphException.At(node, $"kernel_shape [{string.Join(',', kernel)}] has to be positive.");
    }

    /// <summary>Pads the input so that exactly the wanted windows fit.</summary>
    public Tensor Pad(Tensor x, double value)
    {
        var ends = new long[Kernel.Length];
        for (var i = 0; i < ends.Length; i++)
        {
            var covered = ((Outputs[i] - 1) * Window.Strides[i]) + Span(Kernel[i], Window.Dilations[i]);
            ends[i] = Math.Max(0, covered - x.size(i + 2) - Window.Begins[i]);
        }

        return new Window(Window.Strides, Window.Dilations, Window.Begins, ends).PadAll(x, value);
    }

    /// <summary>Sums each window of the input, zeros around it.</summary>
    public Tensor Sum(Tensor x)
    {
        var y = Pad(x, 0);
        for (var i = 0; i < Kernel.Length; i++)
        {
            var (axis, stride) = (i + 2, Window.Strides[i]);
            var sum = default(Tensor);
            for (var k = 0; k < Kernel[i]; k++)
            {
                var first = k * Window.Dilations[i];
                var taps = y.slice(axis, first, first + ((Outputs[i] - 1) * stride) + 1, stride);
                sum = sum is null ? taps : sum + taps;
            }

            y = sum!;
        }

        return y;
    }

    /// <summary>The number of elements each window averages over, a factor for each spatial axis.</summary>
    /// <param name="spatial">The input's spatial sizes.</param>
    /// <param name="includePad">Whether the padding that the node states counts.</param>
    public long[][] Counts(ReadOnlySpan<long> spatial, bool includePad)
    {
        var counts = new long[Kernel.Length][];
        for (var i = 0; i < counts.Length; i++)
        {
            var (low, high) = includePad ? (-Window.Begins[i], spatial[i] + Window.Ends[i]) : (0, spatial[i]);
            counts[i] = new long[Outputs[i]];
            for (var o = 0; o < counts[i].Length; o++)
            {
                for (var k = 0; k < Kernel[i]; k++)
                {
                    var position = (o * Window.Strides[i]) - Window.Begins[i] + (k * Window.Dilations[i]);
                    counts[i][o] += position >= low && position < high ? 1 : 0;
                }
            }
        }

        return counts;
    }

    private static long Span(long kernel, long dilation) => ((kernel - 1) * dilation) + 1;
}
