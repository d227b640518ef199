namespace Occam.Models.Quantizers;

/// <summary>The fastest of several precisions, as measured.</summary>
/// <param name="Model">The network; owned by the caller.</param>
/// <param name="SpeedUp">How many times as fast as float it was measured to be; under 1 where it is <paramref name="IsFloat"/>, and then that of the best with integers.</param>
/// <param name="SpeedUpOfAll">The same for the network with every layer in integers.</param>
/// <param name="Returned">Layers that went back to float because they are faster there.</param>
/// <param name="IsFloat">Whether every layer is float, because no integers were faster.</param>
internal sealed record FastestChoice(QuantizedModel Model, double SpeedUp, double SpeedUpOfAll, IReadOnlyList<string> Returned, bool IsFloat)
{
    /// <summary>What was chosen, in words.</summary>
    public override string ToString() => IsFloat
        ? $"integers take {1 / SpeedUp:F2} times as long as float on this machine: every layer stays float"
        : Returned.Count == 0
            ? $"{SpeedUp:F2} times as fast as float here"
            : $"{Returned.Count} layers are faster in float on this machine and stay so: {SpeedUp:F2} times as fast as float, {SpeedUpOfAll:F2} without";
}
