namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="RandomResizedCrop"/>.</summary>
public sealed record RandomResizedCropOptions
{
    /// <summary>Rows after the change, at least 1. Default those that the network takes.</summary>
    public int? Height { get; init; }

    /// <summary>Columns after the change, at least 1. Default those that the network takes.</summary>
    public int? Width { get; init; }

    /// <summary>The smallest share of the image's area, over 0 to 1. Default 0.08.</summary>
    public double Smallest { get; init; } = 0.08;

    /// <summary>The largest share of the image's area, over 0 to 1. Default 1.</summary>
    public double Largest { get; init; } = 1;

    /// <summary>The narrowest shape, width by height, over 0. Default 3/4.</summary>
    public double Narrowest { get; init; } = 3.0 / 4;

    /// <summary>The widest shape, width by height, over 0. Default 4/3.</summary>
    public double Widest { get; init; } = 4.0 / 3;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Height is null or >= 1, $"Height has to be at least 1, but is {Height}."),
            (Width is null or >= 1, $"Width has to be at least 1, but is {Width}."),
            (Smallest > 0 && Smallest <= Largest && Largest <= 1, $"Smallest and Largest have to be over 0 to 1 and in that order, but are {Smallest} and {Largest}."),
            (Narrowest > 0 && Narrowest <= Widest && double.IsFinite(Widest), $"Narrowest and Widest have to be over 0 and in that order, but are {Narrowest} and {Widest}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
