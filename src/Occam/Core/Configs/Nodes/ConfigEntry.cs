namespace Occam.Core.Configs.Nodes;

/// <summary>A key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Mark">Where the key was written.</param>
/// <param name="Value">The value.</param>
/// <param name="Outdated">Where the component's type was changed after this was written for the old one; null where it was not.</param>
internal sealed record ConfigEntry(string Key, ConfigMark Mark, ConfigNode Value, ConfigMark? Outdated = null);
