using System.Text;

namespace Occam.Core;

/// <summary>Writes files that appear whole or not at all: under a temporary name first, then renamed.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text as UTF-8.</summary>
    public static void WriteText(string path, string text)
    {
        var temporary = $"{path}.partial";
        try
        {
            File.WriteAllText(temporary, text, Utf8);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
