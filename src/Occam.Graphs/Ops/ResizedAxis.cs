namespace Occam.Graphs.Ops;

/// <summary>One axis of a resize.</summary>
/// <param name="Axis">Its number.</param>
/// <param name="Input">Its size before.</param>
/// <param name="Output">Its size after.</param>
/// <param name="Scale">The factor, which the output's size is rounded from.</param>
/// <param name="RegionStart">Where tf_crop_and_resize begins, as a fraction of the input.</param>
/// <param name="RegionEnd">Where it ends.</param>
internal sealed record ResizedAxis(int Axis, long Input, long Output, float Scale, float RegionStart = 0, float RegionEnd = 1)
{
    /// <summary>Whether nothing changes.</summary>
    public bool IsIdentity => Input == Output && Scale == 1 && RegionStart == 0 && RegionEnd == 1;
}
