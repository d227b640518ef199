namespace Occam.Graphs.Native;

/// <summary>The shape of a two-dimensional convolution with square kernel, image and steps.</summary>
/// <param name="Batch">Images, at least 2 (LibTorch sends some single images past oneDNN).</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Kernel">The kernel's height and width.</param>
/// <param name="Size">The image's height and width.</param>
internal sealed record ConvolutionCase(int Batch, int Inputs, int Outputs, int Kernel, int Size)
{
    /// <summary>Rows and columns between outputs.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros around the image.</summary>
    public int Padding { get; init; } = Kernel / 2;

    /// <summary>Rows and columns between kernel elements.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Groups of channels convolved apart.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether it is a transposed convolution; its input has the weight's first axis.</summary>
    public bool Transposed { get; init; }

    /// <summary>The weight's shape, [O, C/groups, K, K], or [C, O/groups, K, K] where transposed.</summary>
    public long[] WeightShape => Transposed
        ? [Inputs, Outputs / Groups, Kernel, Kernel]
        : [Outputs, Inputs / Groups, Kernel, Kernel];

    /// <summary>The output's height and width.</summary>
    public int OutputSize => Transposed
        ? ((Size - 1) * Stride) - (2 * Padding) + Span
        : ((Size + (2 * Padding) - Span) / Stride) + 1;

    // Rows that a dilated kernel covers.
    private int Span => (Dilation * (Kernel - 1)) + 1;

    /// <inheritdoc/>
    public override string ToString() => $"{(Transposed ? "transposed " : string.Empty)}{Inputs}->{Outputs} k{Kernel} s{Stride} p{Padding} d{Dilation} g{Groups}, {Batch}x{Size}x{Size}";
}
