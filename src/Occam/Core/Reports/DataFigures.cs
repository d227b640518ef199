namespace Occam.Core.Reports;

/// <summary>The data that a run used.</summary>
public sealed record DataFigures
{
    /// <summary>What the folder holds, in words.</summary>
    public required string Description { get; init; }

    /// <summary>Images used for fine-tuning and calibration.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images that the figures were measured on; none of them was trained on.</summary>
    public required int TestImages { get; init; }

    /// <summary>Classes; 0 where the images have no labels.</summary>
    public required int Classes { get; init; }

    /// <summary>The size of an image as the network takes it: channels x rows x columns.</summary>
    public required string ImageSize { get; init; }

    /// <summary>How pixels become inputs, and where that was taken from, in words.</summary>
    public required string Normalisation { get; init; }
}
