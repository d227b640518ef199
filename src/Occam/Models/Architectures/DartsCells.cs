using System.Globalization;
using Occam.Graphs;
using Occam.Graphs.Building;
using static TorchSharp.torch;

namespace Occam.Models.Architectures;

/// <summary>
/// The network of a genotype: of each edge the chosen operation alone, a node being the sum of its edges (Liu et al. 2019, section 2.4). Trained anew it may have the paper's
/// auxiliary classifier behind the second halving.
/// </summary>
public static class DartsCells
{
    private const long AuxiliaryWidth = 128;
    private const long AuxiliaryFeatures = 768;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="genotype">The cells.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, the output <c>logits</c>, and with an auxiliary classifier the further output <c>auxiliary</c>, of the same shape; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound, or the genotype has other nodes; the message lists every problem.</exception>
    public static Graph Build(DartsCellsOptions options, Genotype genotype, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        return Build(options, genotype, seed, normalisePools: options.NormalisePools, options.Auxiliary);
    }

    /// <summary>The network of a genotype with the weights that its search network has: the same outputs as the search network's with those operations alone.</summary>
    /// <param name="supernet">The search network; not changed.</param>
    /// <param name="genotype">The cells.</param>
    /// <returns>A graph of its own; the caller disposes it.</returns>
    /// <exception cref="GraphException">The graph is no search network of DARTS.</exception>
    public static Graph Resolve(Graph supernet, Genotype genotype)
    {
        var result = Build(ShapeOf(supernet), genotype, seed: 0, normalisePools: true, auxiliary: false);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var value in result.Constants.Where(value => value.Constant!.ElementType.IsFloatingPoint()))
        {
            var source = supernet.Find(value.Name)?.Constant
                ?? throw new GraphException($"Graph '{supernet.Name}' has no constant '{value.Name}': it is no search network of DARTS.");
            value.Constant!.Tensor.copy_(source.Tensor.detach());
        }

        result.Info = supernet.Info with { Metadata = [.. supernet.Info.Metadata.Where(pair => pair.Key != Genotype.MetadataKey), new(Genotype.MetadataKey, genotype.ToString())] };
        return result;
    }

    private static Graph Build(DartsOptions options, Genotype genotype, int seed, bool normalisePools, bool auxiliary)
    {
        genotype.ThrowIfNotOf(options);
        using var builder = new GraphBuilder("darts", seed);
        var skeleton = new DartsSkeleton(options, builder);
        var logits = skeleton.Add((name, states, node, halves) =>
        {
            var edges = genotype.EdgesOf(halves, node).Select(edge => DartsOperations.Add(
                builder, states[edge.From], edge.Operation, $"{name}.from{edge.From}.{edge.Operation}", halves && edge.From < 2 ? 2 : 1, normalisePools)).ToArray();
            return builder.Apply("Sum", name, edges);
        });
        builder.Graph.Info = builder.Graph.Info with { Metadata = [new(Genotype.MetadataKey, genotype.ToString())] };
        return auxiliary
            ? builder.Build(("logits", logits), ("auxiliary", Auxiliary(builder, skeleton.Middle!, options.Classes)))
            : builder.Build(("logits", logits));
    }

    // The paper's window of 5 with stride 3 makes 2x2 of 8x8; of other sizes 2x2 is made too.
    private static Value Auxiliary(GraphBuilder builder, Value x, int classes)
    {
        var size = builder.ShapeOf(x)[2];
        var window = Math.Min(5, size - 1);
        var y = builder.AveragePool(builder.Relu(x, "auxiliary.relu0"), "auxiliary.pool", window, size - window);
        y = builder.Relu(builder.BatchNorm(builder.Conv(y, "auxiliary.conv1", AuxiliaryWidth, 1), "auxiliary.norm1"), "auxiliary.relu1");
        y = builder.Relu(builder.BatchNorm(builder.Conv(y, "auxiliary.conv2", AuxiliaryFeatures, 2, padding: 0), "auxiliary.norm2"), "auxiliary.relu2");
        return builder.Linear(builder.Flatten(y, "auxiliary.flatten"), "auxiliary.classifier", classes);
    }

    private static DartsOptions ShapeOf(Graph supernet)
    {
        var image = supernet.Inputs[0].Type?.Dimensions;
        var stem = supernet.Find("stem.weight")?.Constant;
        var classes = supernet.Find("classifier.weight")?.Constant;
        var table = supernet.Find(DartsSupernet.Normal)?.Constant ?? supernet.Find(DartsSupernet.Reduction)?.Constant;
        var first = supernet.Find("cell0.input1.conv.weight")?.Constant;
        if (image is not [_, { Size: { } channels }, { Size: { } size }, _] || stem is null || classes is null || table is null || first is null)
        {
            throw new GraphException($"Graph '{supernet.Name}' is no search network of DARTS.");
        }

        var nodes = Enumerable.Range(1, 64).First(count => new DartsOptions { Nodes = count }.Edges >= table.Dimensions[0]);
        var width = first.Dimensions[0];
        return new()
        {
            Channels = (int)channels,
            Size = (int)size,
            Classes = (int)classes.Dimensions[0],
            Nodes = nodes,
            Width = (int)width,
            StemFactor = (int)(stem.Dimensions[0] / width),
            Cells = Enumerable.Range(0, int.MaxValue).First(cell => supernet.Find(string.Create(CultureInfo.InvariantCulture, $"cell{cell}")) is null),
        };
    }
}
