namespace Occam.Core.Configs.Nodes;

/// <summary>A single value.</summary>
/// <param name="Mark">Where it was written.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="IsPlain">Whether it was written without quotes, and so may be a number, a truth value or null.</param>
internal sealed record ConfigScalar(ConfigMark Mark, string Text, bool IsPlain) : ConfigNode(Mark)
{
    /// <summary>Whether it stands for no value (YAML 1.2, core schema).</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Its text as messages show it: the start of a long one.</summary>
    public string ShownText => Text.Length > LongestShown ? $"{Text[..LongestShown]}..." : Text;

    /// <inheritdoc/>
    public override string Description => Text.Length == 0 && IsPlain ? "nothing" : IsPlain ? $"'{ShownText}'" : $"the text \"{ShownText}\"";

    private const int LongestShown = 80;
}
