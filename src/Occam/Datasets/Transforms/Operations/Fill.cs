namespace Occam.Datasets.Transforms.Operations;

/// <summary>What stands where an image has no pixels: a number a channel, or one for all.</summary>
internal static class Fill
{
    /// <summary>The value of a channel.</summary>
    public static byte Of(IReadOnlyList<int> fill, int channel) => (byte)fill[fill.Count == 1 ? 0 : Math.Min(channel, fill.Count - 1)];

    /// <summary>Whether the numbers are sound, and what to say where they are not.</summary>
    public static (bool Sound, string Problem) Check(IReadOnlyList<int> fill) =>
        (fill.Count is 1 or 3 && fill.All(value => value is >= 0 and <= 255), $"Fill has to be one number from 0 to 255, or three, but is {string.Join(", ", fill)}.");
}
