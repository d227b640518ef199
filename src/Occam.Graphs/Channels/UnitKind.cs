namespace Occam.Graphs.Channels;

/// <summary>What one channel of a unit is in the output of the node that makes it.</summary>
public enum UnitKind
{
    /// <summary>One position.</summary>
    Plain,

    /// <summary>A whole head of attention: positions side by side.</summary>
    Head,

    /// <summary>The same position of every head of attention.</summary>
    HeadDimension,

    /// <summary>A whole group: positions side by side, as of a group that is normalised together.</summary>
    Group,

    /// <summary>The same position of every group or part, as of grouped convolutions, channel shuffles and halves that gate each other.</summary>
    Index,
}
