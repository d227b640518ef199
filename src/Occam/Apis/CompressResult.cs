using Occam.Core.Reports;

namespace Occam.Apis;

/// <summary>What a compression left behind.</summary>
/// <param name="Report">The report.</param>
/// <param name="Folder">The folder of the results.</param>
/// <param name="Files">The results: paths of the models, report.html, report.json, certificate.json.</param>
public sealed record CompressResult(CompressionReport Report, string Folder, IReadOnlyList<string> Files);
