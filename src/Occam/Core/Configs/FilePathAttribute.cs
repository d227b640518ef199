namespace Occam.Core.Configs;

/// <summary>
/// Marks a text option as the path of a file or folder that is read. In a config such a path is relative to the file that names it, so that a config can be
/// used from any folder and inherited from any other; given with <c>--set</c> it is relative to the working directory. Outputs carry no such mark: they are
/// relative to the working directory.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FilePathAttribute : Attribute;
