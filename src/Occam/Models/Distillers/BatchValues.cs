using Occam.Core;
using Occam.Core.Training;
using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Models.Distillers;

/// <summary>The tensors of a batch that losses can take.</summary>
internal static class BatchValues
{
    public const string Network = "batch";
    public const string Labels = "labels";
    private const string Indices = "indices";
    private const string Images = "images";

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Labels, Indices, Images];

    /// <summary>Finds one before there is a batch.</summary>
    /// <param name="name">The name.</param>
    /// <param name="images">The shape of the images of the check.</param>
    /// <param name="hasLabels">Whether the data has labels.</param>
    /// <param name="problem">Why there is none.</param>
    public static RecordedSource? Find(string name, long[] images, bool hasLabels, out string? problem)
    {
        var nearest = NearestName.Of(name, Names);
        problem = !Names.Contains(name, StringComparer.Ordinal) ? $"a batch has {string.Join(", ", Names)}, but no '{name}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")}"
            : name is Labels && !hasLabels ? "the data has no labels."
            : null;
        return problem is null ? new(Network, name, name is Images ? images : [images[0]]) : null;
    }

    /// <summary>The tensor.</summary>
    /// <exception cref="TrainingException">The batch does not have it.</exception>
    public static Tensor Of(Batch batch, string name) => name switch
    {
        Labels => batch.Labels ?? throw new TrainingException("A loss of distillation needs the labels, but the images have none."),
        Indices => batch.Indices ?? throw new TrainingException("A loss of distillation needs to know which images it sees, but the batch does not say."),
        _ => batch.Images,
    };
}
