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
}
