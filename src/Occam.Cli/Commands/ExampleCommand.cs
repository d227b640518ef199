using System.CommandLine;

namespace Occam.Cli.Commands;

/// <summary>A command whose help shows how it is used.</summary>
/// <param name="name">The name to type.</param>
/// <param name="description">What it does.</param>
/// <param name="examples">Command lines and what they do, a line each.</param>
internal abstract class ExampleCommand(string name, string description, IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Command lines and what they do.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
