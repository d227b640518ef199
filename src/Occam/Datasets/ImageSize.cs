using System.Runtime.InteropServices;

namespace Occam.Datasets;

/// <summary>The size of an image as networks take it.</summary>
/// <param name="Channels">1 for grey, 3 for RGB.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ImageSize(int Channels, int Height, int Width)
{
    /// <summary>Bytes of an image at 8 bits a channel.</summary>
    public int Bytes => checked(Channels * Height * Width);

    /// <summary>For example <c>1x28x28</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
