namespace Occam.Core.Configs.Writing;

/// <summary>A value as it is written.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Comment">What stands behind it; null for nothing.</param>
internal readonly record struct YamlText(string Text, string? Comment);
