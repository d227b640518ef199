using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// What all DARTS networks have in common (Liu et al. 2019, section 2.1): a stem; cells that read the two cells before them, of which those at a third and at two thirds halve the
/// image and double the width; the mean over all places; one fully connected layer. Only what stands between the states of a cell differs.
/// </summary>
/// <param name="options">Width, cells, nodes.</param>
/// <param name="builder">The network.</param>
internal sealed class DartsSkeleton(DartsOptions options, GraphBuilder builder)
{
    /// <summary>The output of the last cell that halves the image, or of the last cell where none does.</summary>
    public Value? Middle { get; private set; }

    /// <summary>Adds all layers.</summary>
    /// <param name="addNode">Adds the node <c>name</c> of a cell to the states that are there: (name, states, node, whether the cell halves the image) to the new state.</param>
    /// <returns>The logits [N, classes].</returns>
    public Value Add(Func<string, IReadOnlyList<Value>, int, bool, Value> addNode)
    {
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        var stem = builder.BatchNorm(builder.Conv(x, "stem", options.Width * options.StemFactor, 3), "stem.norm");
        var (before, last, width, halved) = (stem, stem, options.Width, false);
        for (var cell = 0; cell < options.Cells; cell++)
        {
            var halves = options.Halves(cell);
            width *= halves ? 2 : 1;
            var name = $"cell{cell}";
            var states = new List<Value>
            {
                halved ? DartsOperations.Halve(builder, before, $"{name}.input0", width) : DartsOperations.Project(builder, before, $"{name}.input0", width),
                DartsOperations.Project(builder, last, $"{name}.input1", width),
            };
            for (var node = 0; node < options.Nodes; node++)
            {
                states.Add(addNode($"{name}.node{node}", states, node, halves));
            }

            (before, last, halved) = (last, builder.Concat(name, 1, [.. states.Skip(2)]), halves);
            Middle = halves ? last : Middle;
        }

        Middle ??= last;
        return builder.Linear(builder.Flatten(builder.GlobalAveragePool(last, "pool"), "flatten"), "classifier", options.Classes);
    }
}
