namespace Occam.Core.Configs.Binding;

/// <summary>A value that was bound, or the fact that it could not be; the problems are then listed already.</summary>
/// <param name="IsSound">Whether there is a value.</param>
/// <param name="Value">The value.</param>
internal readonly record struct Bound(bool IsSound, object? Value)
{
    /// <summary>What could not be bound.</summary>
    public static Bound Failed => default;
}
