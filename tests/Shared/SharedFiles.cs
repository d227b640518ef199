using System.Runtime.CompilerServices;

namespace Occam.Testing;

/// <summary>Files of the checkout and of <c>../shared</c>, which stands beside it where the project is developed.</summary>
internal static class SharedFiles
{
    /// <summary>The repository's root folder.</summary>
    public static string Root { get; } = FindRoot();

    private static string Shared => Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>A path in the repository.</summary>
    public static string InRepository(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path in <c>../shared</c>; skips the calling test, by name, where it is absent.</summary>
    public static string OrSkip(params ReadOnlySpan<string> parts)
    {
        var path = Path.Combine([Shared, .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"needs ../shared/{string.Join('/', parts!)}, which is not beside this checkout");
        return path;
    }

    private static string FindRoot([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
}
