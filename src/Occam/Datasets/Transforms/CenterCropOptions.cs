namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="CenterCrop"/>.</summary>
public sealed record CenterCropOptions
{
    /// <summary>Rows after the change, at least 1. Default those that the network takes.</summary>
    public int? Height { get; init; }

    /// <summary>Columns after the change, at least 1. Default those that the network takes.</summary>
    public int? Width { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Height is null or >= 1, $"Height has to be at least 1, but is {Height}."),
            (Width is null or >= 1, $"Width has to be at least 1, but is {Width}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
