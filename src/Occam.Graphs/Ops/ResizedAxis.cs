namespace Occam.Graphs.Ops;

/// <summary>One axis of a resize.</summary>
/// <param name="Axis">Its number.</param>
/// <param name="Input">Its size before.</param>
/// <param name="Output">Its size after.</param>
/// <param name="Scale">The factor, which the output's size is rounded from.</param>
internal sealed record ResizedAxis(int Axis, long Input, long Output, float Scale)
{
    /// <summary>Whether nothing changes.</summary>
    public bool IsIdentity => Input == Output && Scale == 1;
}
