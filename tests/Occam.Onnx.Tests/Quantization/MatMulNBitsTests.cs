using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Quantization;

/// <summary>Weight-only products: what ONNX Runtime and TorchSharp compute from the file is the product with the dequantized weight, in plain C#.</summary>
public sealed class MatMulNBitsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(4, 32, true, 64)]
    [InlineData(4, 32, false, 64)]
    [InlineData(4, 16, false, 50)] // the last block is short, the zero points of a row end within a byte
    [InlineData(4, 128, true, 200)]
    [InlineData(3, 32, true, 96)]
    [InlineData(3, 32, false, 96)]
    [InlineData(2, 32, true, 64)]
    [InlineData(2, 32, false, 80)]
    [InlineData(8, 32, true, 64)]
    [InlineData(8, 32, false, 72)]
    public void Product_is_that_with_the_dequantized_weight(int bits, int block, bool symmetric, int columns)
    {
        using var scope = NewDisposeScope();
        const int Outputs = 12;
        var scheme = Scheme(bits, block, symmetric);
        using var graph = Product("MatMul", columns, Outputs, out var weight);
        var quantized = BlockQuantizer.Quantize(Transposed(weight, columns, Outputs), columns, scheme, "product");
        var node = new MatMulNBitsWriter(graph).Replace(graph.FindNode("product")!, quantized);
        graph.RemoveUnused();
        GraphVerifier.Verify(graph);

        var x = Numbers(7, 3 * 5 * columns);
        var expected = Multiply(x, quantized.Dequantize(), columns, Outputs);
        using var session = new OnnxSession(graph);
        Tensor[] inputs = [from_array(x).reshape(3, 5, columns)];
        var (runtime, torch) = (session.Run(inputs)[0], ParityCheck.RunInTorch(graph, inputs)[0]);

        Assert.Equal([3, 5, Outputs], runtime.shape);
        Close(expected, runtime);
        Close(expected, torch);
        Assert.Equal(quantized.Dequantize(), MatMulNBits.Weight(node).contiguous().data<float>().ToArray());
        var stored = graph.Constants.Sum(value => value.Constant!.Count * (value.Constant.ElementType == ElementType.Float ? 4 : 1));
        Assert.Equal(MatMulNBitsWriter.Bytes(quantized), stored);
        output.WriteLine($"{stored} bytes of {weight.Length * 4}");
    }

    [Fact]
    public void Gemm_keeps_its_bias_and_the_file_reads_back()
    {
        using var scope = NewDisposeScope();
        using var graph = Product("Gemm", 40, 6, out var weight);
        var quantized = BlockQuantizer.Quantize(weight, 40, Scheme(4, 32, true), "product");
        new MatMulNBitsWriter(graph).Replace(graph.FindNode("product")!, quantized);
        graph.RemoveUnused();
        var x = Numbers(9, 4 * 40);

        using var again = OnnxReader.Read(OnnxWriter.ToBytes(graph));

        Assert.Equal(graph.ToText(), again.ToText());
        using var session = new OnnxSession(again);
        var actual = session.Run([from_array(x).reshape(4, 40)])[0];
        var bias = Numbers(3, 6);
        var expected = Multiply(x, quantized.Dequantize(), 40, 6).Select((y, i) => y + bias[i % 6]).ToArray();
        Close(expected, actual);
        Assert.Equal("y", again.Outputs[0].Name);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(4, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Every_weight_gets_the_nearest_level_of_its_block(int bits, bool symmetric)
    {
        var scheme = Scheme(bits, 16, symmetric);
        var weight = Numbers(5, 8 * 40);

        var quantized = BlockQuantizer.Quantize(weight, 40, scheme, "layer");

        for (var i = 0; i < weight.Length; i++)
        {
            var block = ((i / 40) * 3) + (i % 40 / 16);
            var levels = Enumerable.Range(0, 1 << bits).Select(q => quantized.Scales[block] * (q - quantized.ZeroPoints[block]));
            Assert.Equal(levels.Min(level => Math.Abs(level - weight[i])), Math.Abs(quantized.Dequantize()[i] - weight[i]), 1e-6f);
        }

        Assert.InRange(Error(weight, quantized), 0, Error(weight, PlainRange(weight, scheme)));
    }

    [Fact]
    public void Zeros_constants_and_one_sided_blocks_are_exact_where_they_can_be()
    {
        float[] weight = [.. new float[16], .. Enumerable.Repeat(0.7f, 16), .. Enumerable.Repeat(-3f, 16)];
        foreach (var symmetric in new[] { true, false })
        {
            var quantized = BlockQuantizer.Quantize(weight, 48, Scheme(4, 16, symmetric), "layer");

            Assert.All(quantized.Dequantize().Zip(weight), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        }
    }

    [Fact]
    public void Weight_that_is_not_finite_is_refused_by_name()
    {
        float[] weight = [1, 2, 3, float.NaN];

        var error = Assert.Throws<QuantizationException>(() => BlockQuantizer.Quantize(weight, 2, Scheme(4, 16, true), "head"));

        Assert.Contains("'head': output channel 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bits_and_permutations_that_are_not_computed_are_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("odd", [new(string.Empty, 17), new(MatMulNBits.RuntimeDomain, 1)]);
        var x = graph.AddInput("x", new TensorType(ElementType.Float, [1, 32]));
        var node = graph.AddNode(MatMulNBits.TypeName, [x], ["y"], [new("bits", new IntAttribute(5)), new("block_size", new IntAttribute(32))], "five", MatMulNBits.RuntimeDomain);

        Assert.Contains("bits 5", Assert.Throws<GraphException>(() => node.Operator!.Bind(node)).Message, StringComparison.Ordinal);
    }

    private static QuantizationScheme Scheme(int bits, int block, bool symmetric) => new(bits, IsSigned: false, symmetric, Granularity.PerGroup) { GroupSize = block };

    // Each block's plain range, as ONNX's formula has it.
    private static BlockWeight PlainRange(float[] weight, QuantizationScheme scheme)
    {
        var parameters = weight.Chunk(40).SelectMany(row => row.Chunk(16)).Select(block => QuantizationParameters.Covering(block.Min(), block.Max(), scheme)).ToArray();
        return new BlockWeight
        {
            Outputs = weight.Length / 40,
            Columns = 40,
            Scheme = scheme,
            Scales = [.. parameters.Select(each => each.Scale)],
            ZeroPoints = [.. parameters.Select(each => (byte)each.ZeroPoint)],
            Integers = [.. weight.Select((w, i) => (byte)parameters[((i / 40) * 3) + (i % 40 / 16)].Quantize(w, scheme))],
        };
    }

    private static double Error(float[] weight, BlockWeight quantized) => quantized.Dequantize().Zip(weight).Sum(pair => Math.Pow(pair.First - pair.Second, 2));

    private static Graph Product(string opType, int columns, int outputs, out float[] weight)
    {
        var graph = new Graph("product", [new(string.Empty, 17)]);
        weight = Numbers(1, columns * outputs);
        var isGemm = opType == "Gemm";
        var x = graph.AddInput("x", new TensorType(ElementType.Float, isGemm ? ["N", columns] : ["N", "T", columns]));
        var w = graph.AddConstant("w", new Constant(from_array(weight).reshape(isGemm ? [outputs, columns] : [columns, outputs])));
        Value[] inputs = isGemm ? [x, w, graph.AddConstant("b", new Constant(from_array(Numbers(3, outputs))))] : [x, w];
        graph.AddOutput(graph.AddNode(opType, inputs, ["y"], isGemm ? [new("transB", new IntAttribute(1))] : [], "product").Outputs[0]!);
        return graph;
    }

    private static float[] Transposed(float[] weight, int rows, int columns) => [.. Enumerable.Range(0, weight.Length).Select(i => weight[(i % rows * columns) + (i / rows)])];

    private static float[] Multiply(float[] x, float[] weight, int columns, int outputs)
    {
        var y = new float[x.Length / columns * outputs];
        for (var i = 0; i < y.Length; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < columns; k++)
            {
                sum += x[(i / outputs * columns) + k] * (double)weight[(i % outputs * columns) + k];
            }

            y[i] = (float)sum;
        }

        return y;
    }

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - random.NextDouble()))];
    }

    private static void Close(float[] expected, Tensor actual) =>
        Assert.All(expected.Zip(actual.contiguous().data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
}
