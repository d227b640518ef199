namespace Occam.Onnx.Runtime;

/// <summary>Cleans ONNX Runtime's error messages.</summary>
internal static class OrtMessage
{
    private const string CodePrefix = "[ErrorCode:";

    /// <summary>The message on one line, without error code, source file and C++ signature.</summary>
    public static string Plain(string message)
    {
        var text = message.ReplaceLineEndings(" ").Trim();
        if (text.StartsWith(CodePrefix, StringComparison.Ordinal) && text.IndexOf(']', StringComparison.Ordinal) is var bracket and > 0)
        {
            text = text[(bracket + 1)..].TrimStart();
        }

        return text.Contains(".cc:", StringComparison.Ordinal) ? BehindSignature(text) : text;
    }

    // "/src/model.cc:256 onnxruntime::Model::Model(const A&, B(&)[2]) What is wrong": what follows the parameter list.
    private static string BehindSignature(string text)
    {
        var depth = 0;
        for (var i = text.IndexOf('(', StringComparison.Ordinal); i >= 0 && i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && i + 2 < text.Length && text[i + 1] == ' ' && char.IsUpper(text[i + 2]))
            {
                return text[(i + 2)..];
            }
        }

        return text;
    }
}
