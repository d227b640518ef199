namespace Occam.Core.Training;

/// <summary>The numbers that training computes with, and how they lie in memory. Weights, their gradients, losses and all that is measured or written are float32 in any case.</summary>
public enum TrainingPrecision
{
    /// <summary>Everything in float32.</summary>
    Float32,

    /// <summary>Everything in float32, images with their channels last in memory.</summary>
    ChannelsLast,

    /// <summary>
    /// Convolutions and products of the trained networks in bfloat16, images channels last. Faster for dense networks on processors with bfloat16 (AVX512_BF16), slower for depthwise convolutions, and
    /// far slower on processors without.
    /// </summary>
    Bfloat16,

    /// <summary>Whichever takes the least time for a step; measured on a few steps, which leave no trace, before the first. A resumed run keeps what was chosen.</summary>
    Auto,
}
