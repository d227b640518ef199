namespace Occam.Datasets.Transforms;

/// <summary>
/// A change of training images, done on the loader's threads before they are normalised. One object serves all threads, so it keeps no state of an image; what
/// is random comes from the <see cref="ImageRandom"/> alone, so that a batch depends on seed, epoch and image, whatever the number of workers.
/// </summary>
public abstract class Transform
{
    /// <summary>The size that images have after the change. Default the same.</summary>
    /// <param name="input">The size before.</param>
    /// <exception cref="ArgumentException">Images of that size cannot be changed so; the message says why.</exception>
    public virtual ImageSize OutputSize(ImageSize input) => input;

    /// <summary>The size that images from files should be decoded to before this change; null where it is all the same. Of several changes the first that wants one is heard.</summary>
    public virtual ImageSize? SourceSize => null;

    /// <summary>Changes an image.</summary>
    /// <param name="picture">The image; afterwards of the <see cref="OutputSize"/>.</param>
    /// <param name="random">Where the choices come from.</param>
    public abstract void Apply(Picture picture, ImageRandom random);

    /// <summary>Refuses options that are out of range, with every problem.</summary>
    internal static void ThrowIfAny(IEnumerable<string> problems)
    {
        var text = string.Join(' ', problems);
        if (text.Length > 0)
        {
            throw new ArgumentException(text, nameof(problems));
        }
    }
}
