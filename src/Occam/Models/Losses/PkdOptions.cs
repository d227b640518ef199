namespace Occam.Models.Losses;

/// <summary>The options of <see cref="PkdLoss"/>.</summary>
public sealed record PkdOptions : LossOptions
{
    /// <summary>Whether the student's map is resized (bilinear) to the teacher's size where they differ; else the teacher's. Default true.</summary>
    public bool ResizeStudent { get; init; } = true;
}
