namespace Occam.Datasets.Transforms;

/// <summary>An image while it is changed: 8 bits a channel, channels (red first), rows, columns. Its two buffers are used over and over.</summary>
public sealed class Picture
{
    private byte[] _pixels = [];
    private byte[] _spare = [];

    /// <summary>Creates a black image.</summary>
    /// <param name="size">The size.</param>
    public Picture(ImageSize size) => Reset(size);

    /// <summary>The size.</summary>
    public ImageSize Size { get; private set; }

    /// <summary>The pixels.</summary>
    public Span<byte> Pixels => _pixels.AsSpan(0, Size.Bytes);

    /// <summary>Pixels of one channel.</summary>
    public int Plane => Size.Height * Size.Width;

    /// <summary>One channel's pixels, row by row.</summary>
    /// <param name="index">The channel, from 0.</param>
    public Span<byte> Channel(int index) => _pixels.AsSpan(index * Plane, Plane);

    /// <summary>Room for the image's successor; what is in it is not defined. <see cref="Take"/> makes it the image.</summary>
    /// <param name="size">The successor's size.</param>
    public Span<byte> Next(ImageSize size)
    {
        if (_spare.Length < size.Bytes)
        {
            _spare = new byte[size.Bytes];
        }

        return _spare.AsSpan(0, size.Bytes);
    }

    /// <summary>Makes what was written to <see cref="Next"/> the image.</summary>
    /// <param name="size">Its size, as it was given there.</param>
    public void Take(ImageSize size)
    {
        (_pixels, _spare) = (_spare, _pixels);
        Size = size;
    }

    /// <summary>Gives the image a size; what is in it is not defined afterwards.</summary>
    internal void Reset(ImageSize size)
    {
        if (_pixels.Length < size.Bytes)
        {
            _pixels = new byte[size.Bytes];
        }

        Size = size;
    }
}
