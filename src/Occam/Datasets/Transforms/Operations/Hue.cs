namespace Occam.Datasets.Transforms.Operations;

/// <summary>Turns the colours of an image around the circle of hues (HSV).</summary>
internal static class Hue
{
    /// <summary>Turns by a share of the circle, -0.5 to 0.5; nothing changes in an image of one channel.</summary>
    public static void Turn(Picture picture, double share)
    {
        for (var i = 0; i < picture.Plane && picture.Size.Channels == 3; i++)
        {
            ref var red = ref picture.Channel(0)[i];
            ref var green = ref picture.Channel(1)[i];
            ref var blue = ref picture.Channel(2)[i];
            double most = Math.Max(red, Math.Max(green, blue));
            var range = most - Math.Min(red, Math.Min(green, blue));
            if (range == 0)
            {
                continue;
            }

            var hue = most == red ? (green - blue) / range : most == green ? 2 + ((blue - red) / range) : 4 + ((red - green) / range);
            hue = (hue + (6 * share) + 12) % 6;
            red = Channel(5, hue, most, range);
            green = Channel(3, hue, most, range);
            blue = Channel(1, hue, most, range);
        }
    }

    private static byte Channel(int offset, double hue, double most, double range)
    {
        var k = (offset + hue) % 6;
        return (byte)Math.Round(most - (range * Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
    }
}
