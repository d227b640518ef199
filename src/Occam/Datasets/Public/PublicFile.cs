namespace Occam.Datasets.Public;

/// <summary>A file of a public data set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its SHA-256, 64 small hexadecimal digits.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record PublicFile(string Name, string Sha256, long Bytes);
