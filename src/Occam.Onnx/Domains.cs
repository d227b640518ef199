namespace Occam.Onnx;

/// <summary>Names of operator domains.</summary>
internal static class Domains
{
    /// <summary>The one spelling that the graph uses: ONNX's own domain is the empty one.</summary>
    public static string Canonical(string domain) => string.Equals(domain, "ai.onnx", StringComparison.Ordinal) ? string.Empty : domain;
}
