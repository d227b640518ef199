using System.Runtime.CompilerServices;

namespace Occam.Testing;

/// <summary>Compares text with an approved file beside the test.</summary>
internal static class Snapshot
{
    /// <summary>
    /// Fails where <paramref name="actual"/> differs from <c>NAME.approved.txt</c> beside the calling file, and writes
    /// <c>NAME.received.txt</c> there for comparison; to approve, rename it.
    /// </summary>
    public static void Match(string actual, string name, [CallerFilePath] string caller = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(caller)!, $"{name}.approved.txt");
        var received = Path.ChangeExtension(approved, null).Replace(".approved", ".received.txt", StringComparison.Ordinal);
        var text = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (File.Exists(approved) && string.Equals(File.ReadAllText(approved), text, StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"The text is not the approved one. Compare {received} with {approved}.\n{text}");
    }
}
