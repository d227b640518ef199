using System.Security.Cryptography;

namespace Occam.Core.Reports;

/// <summary>A file by its content.</summary>
/// <param name="Name">The name, without its folder.</param>
/// <param name="Bytes">The size.</param>
/// <param name="Sha256">The SHA-256 of the content, in lower-case hexadecimal.</param>
public sealed record FileDigest(string Name, long Bytes, string Sha256)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FileDigest Of(string path)
    {
        using var stream = File.OpenRead(path);
        return new(Path.GetFileName(path), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
