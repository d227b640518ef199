using CsCheck;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Writing;

public sealed class RandomGraphTests
{
    private static readonly string[] OpTypes = ["Add", "Conv", "Relu", "Reshape", "Unheard"];

    private static readonly Gen<string> Name = Gen.String[Gen.Char["abc/._-:é "], 1, 12];

    private static readonly Gen<AttributeValue> Attribute = Gen.OneOf<AttributeValue>(
        Gen.Long.Select(value => (AttributeValue)new IntAttribute(value)),
        Gen.Float.Select(value => (AttributeValue)new FloatAttribute(value)),
        Gen.Byte.Array[0, 9].Select(bytes => (AttributeValue)new StringAttribute(bytes)),
        Gen.Long.Array[0, 5].Select(values => (AttributeValue)new IntsAttribute(values)),
        Gen.Float.Array[0, 5].Select(values => (AttributeValue)new FloatsAttribute(values)),
        Gen.Byte.Array[0, 4].Array[0, 3].Select(texts => (AttributeValue)new StringsAttribute([.. texts.Select(text => (ReadOnlyMemory<byte>)text)])));

    // Each step: operator, which earlier values it reads (-1: absent), attributes, how many outputs.
    private static readonly Gen<(int Op, int[] Reads, (string, AttributeValue)[] Attributes, int Outputs)> Step =
        Gen.Select(Gen.Int[0, OpTypes.Length - 1], Gen.Int[-1, 20].Array[0, 4], Gen.Select(Name, Attribute).Array[0, 3], Gen.Int[1, 3]);

    [Fact]
    public void Write_then_read_of_random_graph_gives_the_same_text_and_bytes() =>
        Gen.Select(Step.Array[0, 12], Gen.Int[0, 3].Array[1, 3].Array[0, 4], Name).Sample(
            (steps, constants, name) =>
            {
                using var graph = Build(steps, constants, name);
                var written = OnnxWriter.ToBytes(graph);
                using var again = OnnxReader.Read(written);
                GraphVerifier.Verify(again);
                Assert.Equal(graph.ToText(), again.ToText());
                Assert.Equal(written, OnnxWriter.ToBytes(again));
            },
            iter: 300,
            threads: 1);

    private static Graph Build((int Op, int[] Reads, (string, AttributeValue)[] Attributes, int Outputs)[] steps, int[][] constants, string name)
    {
        using var scope = NewDisposeScope();
        var graph = new Graph(name);
        var values = new List<Value> { graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, default(Dimension)])) };
        foreach (var sizes in constants)
        {
            values.Add(graph.AddConstant(graph.UnusedName("w"), new Constant(arange(sizes.Aggregate(1, (a, b) => a * b), ScalarType.Float32).reshape([.. sizes.Select(size => (long)size)]))));
        }

        foreach (var (op, reads, attributes, outputs) in steps)
        {
            var node = graph.AddNode(
                OpTypes[op],
                reads.Select(read => read < 0 ? null : values[read % values.Count]),
                Enumerable.Range(0, outputs).Select(i => i == 1 ? null : graph.UnusedName($"v{values.Count}_{i}")),
                attributes.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
            values.AddRange(node.Outputs.OfType<Value>());
        }

        graph.AddOutput(values[^1]);
        return graph;
    }
}
