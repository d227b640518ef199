namespace Occam.Tests.Core.Configs;

/// <summary>Words of several parts.</summary>
public enum SampleMode
{
    /// <summary>One.</summary>
    RunningMean,

    /// <summary>Other.</summary>
    Frozen,
}
