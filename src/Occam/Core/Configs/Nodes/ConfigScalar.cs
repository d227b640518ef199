namespace Occam.Core.Configs.Nodes;

/// <summary>A single value.</summary>
/// <param name="Mark">Where it was written.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="IsPlain">Whether it was written without quotes, and so may be a number, a truth value or null.</param>
internal sealed record ConfigScalar(ConfigMark Mark, string Text, bool IsPlain) : ConfigNode(Mark)
{
    /// <summary>Whether it stands for no value (YAML 1.2, core schema).</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Description => Text.Length == 0 && IsPlain ? "nothing" : IsPlain ? $"'{Text}'" : $"the text \"{Text}\"";
}
