using Occam.Datasets;

namespace Occam.Core.Registry;

/// <summary>What a data set is opened for.</summary>
/// <param name="Input">How the network is fed.</param>
public sealed record DatasetContext(InputSpec Input);
