namespace Occam.Models.Architectures;

/// <summary>A row of MobileNetV3's tables: one block.</summary>
/// <param name="Kernel">The depthwise convolution's side, odd, at least 1.</param>
/// <param name="Inner">Channels inside, at least 1, before the width multiplier.</param>
/// <param name="Channels">Output channels, at least 1, before the width multiplier.</param>
/// <param name="Squeeze">Whether channels are gated by squeeze and excitation.</param>
/// <param name="HardSwish">Whether the activation is hard-swish; else ReLU.</param>
/// <param name="Stride">The stride, 1 or 2.</param>
public sealed record MobileNetV3Block(int Kernel, int Inner, int Channels, bool Squeeze = false, bool HardSwish = false, int Stride = 1);
