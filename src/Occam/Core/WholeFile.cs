using System.Text;
using Occam.Onnx;

namespace Occam.Core;

/// <summary>Writes text files that appear whole or not at all.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text as UTF-8.</summary>
    public static void WriteText(string path, string text)
    {
        using var file = new PendingFile(path);
        file.Stream.Write(Utf8.GetBytes(text));
        file.Keep();
    }
}
