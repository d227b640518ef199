namespace Occam.Graphs.Native;

/// <summary>While it lives, this thread's convolutions and products are computed in bfloat16 on the CPU, whatever their operands are; gradients of operands keep the operands' type.</summary>
internal sealed class Autocast : IDisposable
{
    private static readonly Lazy<bool> Available = new(() => LibTorchContext.SetAutocast(enabled: false));

    /// <summary>Begins it.</summary>
    public Autocast() => LibTorchContext.SetAutocast(enabled: true);

    /// <summary>Whether this platform's LibTorch has it.</summary>
    public static bool IsAvailable => Available.Value;

    /// <summary>Whether one lives on this thread.</summary>
    public static bool IsOn => LibTorchContext.IsAutocastOn();

    /// <summary>Ends it.</summary>
    public void Dispose() => LibTorchContext.SetAutocast(enabled: false);
}
