using Occam.Graphs;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Onnx.Runtime;

/// <summary>Makes inputs for a network that has none at hand.</summary>
public static class RandomInputs
{
    // Small, so that they are valid indices into most tables.
    private const long IntegersBelow = 8;

    /// <summary>Makes seeded inputs: floats normally distributed, integers from 0 to 7, booleans even.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="seed">The seed; the same seed and shapes give the same inputs.</param>
    /// <param name="shapes">Sizes for inputs by name; the others get <see cref="InputShapes.Default(Value)"/>.</param>
    /// <returns>The inputs in the graph's order, in the caller's dispose scope.</returns>
    /// <exception cref="GraphException">An input declares no shape, or is of a type that TorchSharp cannot compute with.</exception>
    public static Tensor[] For(Graph graph, ulong seed = 0, IReadOnlyDictionary<string, long[]>? shapes = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        return [.. graph.Inputs.Select(input => Make(input, shapes?.GetValueOrDefault(input.Name) ?? InputShapes.Default(input), generator).MoveToOuterDisposeScope())];
    }

    private static Tensor Make(Value input, long[] sizes, Generator generator)
    {
        var type = InputShapes.ScalarTypeOf(input);
        return type switch
        {
            ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16 => randn(sizes, ScalarType.Float32, generator: generator).to(type),
            ScalarType.Bool => randint(2, sizes, ScalarType.Int64, generator: generator).to(type),
            _ => randint(IntegersBelow, sizes, ScalarType.Int64, generator: generator).to(type),
        };
    }
}
