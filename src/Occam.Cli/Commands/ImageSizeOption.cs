using System.CommandLine;
using System.Globalization;
using Occam.Datasets;

namespace Occam.Cli.Commands;

/// <summary>The option that fixes the size of images where the file leaves it open.</summary>
internal static class ImageSizeOption
{
    /// <summary>Creates the option.</summary>
    public static Option<ImageSides?> Create() => new("--image-size")
    {
        Description = "Height and width of the images, where the file leaves them open: 48x192. The written network takes images of this size. Default: what the file fixes, else 224x224.",
        HelpName = "HxW",
        CustomParser = result =>
        {
            var parts = result.Tokens[^1].Value.Split('x');
            if (parts.Length == 2 && Read(parts[0]) is { } height && Read(parts[1]) is { } width)
            {
                return new ImageSides(height, width);
            }

            result.AddError($"--image-size has to be height and width, at least 1 each, with x between them, for example 48x192, but is '{result.Tokens[^1].Value}'.");
            return null;
        },
    };

    private static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;
}
