using System.CommandLine;

namespace Occam.Cli.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    /// <summary>The seed of what is random.</summary>
    public static Option<int> Seed(string what) => new Option<int>("--seed")
    {
        Description = $"The seed of {what}; the same seed gives the same result.",
        DefaultValueFactory = _ => 0,
        HelpName = "number",
    }.Within(value => value >= 0, "at least 0");

    /// <summary>Threads, default the usable cores.</summary>
    public static Option<int?> Threads(string what, string fallback) => new Option<int?>("--threads")
    {
        Description = $"Threads for {what}. Default: {fallback}.",
        HelpName = "number",
    }.Within(value => value >= 1, "at least 1");

    /// <summary>Assemblies that bring components.</summary>
    public static Option<string[]> Extensions() => new("--extension")
    {
        Description = "An assembly that registers further components. May be given several times.",
        HelpName = "file",
    };

    /// <summary>Changes of a config.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "Change a value of the config: key.path=value, list items by index (stages[0].name=x). May be given several times.",
        HelpName = "key=value",
        AllowMultipleArgumentsPerToken = false,
    };
}
