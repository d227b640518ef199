using Occam.Core.Registry;
using Occam.Graphs;
using Occam.Models.Distillers.Connectors;

namespace Occam.Models.Distillers;

/// <summary>The options of <see cref="Distiller"/>.</summary>
public sealed record DistillerOptions
{
    /// <summary>The component's name in checkpoints, unique in its algorithm. Default distiller.</summary>
    public string Name { get; init; } = "distiller";

    /// <summary>The teacher, called <c>teacher</c> in <c>of</c>. Default none: the network teaches itself.</summary>
    public Choice<ArchitectureContext, Graph>? Teacher { get; init; }

    /// <summary>Further teachers by the name that <c>of</c> calls them. Default none.</summary>
    public IReadOnlyDictionary<string, Choice<ArchitectureContext, Graph>> Teachers { get; init; } = new Dictionary<string, Choice<ArchitectureContext, Graph>>(StringComparer.Ordinal);

    /// <summary>Connectors by the name that losses call them. One that several losses name is one network. Default none.</summary>
    public IReadOnlyDictionary<string, Choice<ConnectorContext, Connector>> Connectors { get; init; } = new Dictionary<string, Choice<ConnectorContext, Connector>>(StringComparer.Ordinal);

    /// <summary>The losses, at least one.</summary>
    public required IReadOnlyList<DistilledLossOptions> Losses { get; init; }

    /// <summary>
    /// A folder that keeps what the teachers computed of each image, so that they run once where images come unchanged again; they are recognised by their pixels. Default none.
    /// </summary>
    public string? Cache { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        if (Losses.Count == 0)
        {
            yield return "Losses has to have at least one loss.";
        }

        foreach (var name in Teachers.Keys.Where(name => name is "student" or "batch" || (name is "teacher" && Teacher is not null)))
        {
            yield return $"Teachers cannot have one called '{name}': the name is taken.";
        }
    }
}
