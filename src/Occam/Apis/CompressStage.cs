namespace Occam.Apis;

/// <summary>The stages of a compression, in their order.</summary>
public enum CompressStage
{
    /// <summary>The model and the data are read and fitted to each other.</summary>
    Read,

    /// <summary>The original is measured on the test images.</summary>
    Evaluate,

    /// <summary>Channels are removed, and the removal is proved.</summary>
    Prune,

    /// <summary>The pruned network learns from the original.</summary>
    FineTune,

    /// <summary>The float model is written.</summary>
    Export,

    /// <summary>The int8 model is calibrated and written.</summary>
    Quantize,

    /// <summary>Accuracy and latency of every model are measured.</summary>
    Measure,

    /// <summary>Report and certificate are written.</summary>
    Report,
}
