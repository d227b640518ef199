namespace Occam.Graphs.Native;

/// <summary>How LibTorch's convolutions came to be right in this process.</summary>
public enum OneDnnState
{
    /// <summary>They were right as they are.</summary>
    Sound,

    /// <summary>oneDNN's cache record was wrong and has been repaired.</summary>
    Repaired,

    /// <summary>oneDNN computed wrongly and is switched off; convolutions train about 2.4 times slower.</summary>
    Off,
}
