namespace Occam.Datasets;

/// <summary>Height and width of images, for networks whose file leaves them open.</summary>
/// <param name="Height">Pixels from top to bottom, at least 1.</param>
/// <param name="Width">Pixels from left to right, at least 1.</param>
public sealed record ImageSides(int Height, int Width)
{
    /// <summary>For example <c>48x192</c>: height, then width.</summary>
    public override string ToString() => $"{Height}x{Width}";
}
