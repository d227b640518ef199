namespace Occam.Core.Configs.Nodes;

/// <summary>A key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Mark">Where the key was written.</param>
/// <param name="Value">The value.</param>
internal sealed record ConfigEntry(string Key, ConfigMark Mark, ConfigNode Value);
