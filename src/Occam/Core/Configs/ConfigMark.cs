namespace Occam.Core.Configs;

/// <summary>Where a part of a config was written.</summary>
/// <param name="File">The file as it was named, or the <c>--set</c> that wrote it.</param>
/// <param name="Line">The line, from 1; 0 where the source has no lines.</param>
/// <param name="Column">The column in characters, from 1.</param>
public readonly record struct ConfigMark(string File, int Line = 0, int Column = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
