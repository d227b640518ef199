using Occam.Graphs;

namespace Occam.Testing.Networks;

/// <summary>Fully connected and recurrent networks, words.</summary>
internal static class SequenceStyles
{
    public static Graph Perceptron(Drawing d, string kind)
    {
        var x = d.Input(20);
        foreach (var width in new long[] { 32, 40, 24 })
        {
            x = kind switch
            {
                "norm" => d.Relu(d.LayerNorm(d.Gemm(x, width))),
                "batch" => d.Relu(d.Norm(d.Gemm(x, width))),
                "matmul" => d.Op("Tanh", [d.Dense(x, width)]),
                _ => d.Relu(d.Gemm(x, width)),
            };
        }

        return d.Returns(d.Gemm(x, 10));
    }

    public static Graph Recurrent(Drawing d, string type, bool both, int layers)
    {
        const long Hidden = 16;
        var gates = type switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        var directions = both ? 2 : 1;
        var x = d.Transpose(d.Input(6, 10), 1, 0, 2);
        for (var i = 0; i < layers; i++)
        {
            var y = d.Op(
                type,
                [x, d.Weight(0.3, directions, gates * Hidden, d.Of(x)[2]), d.Weight(0.3, directions, gates * Hidden, Hidden), d.Weight(0.3, directions, 2 * gates * Hidden)],
                ("hidden_size", Hidden), ("direction", both ? "bidirectional" : "forward"));
            x = d.Reshape(d.Transpose(y, 0, 2, 1, 3), 6, -1, directions * Hidden);
        }

        return d.Returns(d.Dense(d.Relu(d.Dense(d.Transpose(x, 1, 0, 2), 20)), 5));
    }

    public static Graph Words(Drawing d, string kind)
    {
        var x = d.Op("Gather", [d.Weight(0.5, 50, 20), d.Tokens(8)], ("axis", 0L));
        if (kind == "convolution")
        {
            x = d.Transpose(x, 0, 2, 1);
            var features = new long[] { 2, 3, 4 }.Select(size => d.Flatten(d.Op("GlobalMaxPool", [d.Relu(d.Conv(x, 16, size, padding: 0))]))).ToArray();
            return d.Returns(d.Gemm(d.Concat(1, features), 4));
        }

        return d.Returns(d.Gemm(d.Relu(d.Gemm(d.Mean(x, false, 1), 24)), 4));
    }

    public static Graph TiedWords(Drawing d)
    {
        var table = d.Weight(0.5, 30, 20);
        var x = d.Op("Gather", [table, d.Tokens(8)], ("axis", 0L));
        x = d.Add(x, d.Dense(d.Relu(d.Dense(x, 40)), 20));
        return d.Returns(d.Op("MatMul", [x, d.Transpose(table, 1, 0)]));
    }

    public static Graph Towers(Drawing d)
    {
        Value Tower(long inputs) => d.Gemm(d.Relu(d.Gemm(d.Input(inputs), 24)), 16);
        var product = d.Mul(Tower(10), Tower(12));
        return d.Returns(d.Op("ReduceSum", [product, d.Whole(1)], ("keepdims", 1L)));
    }

    public static Graph Cosine(Drawing d)
    {
        Value Tower(long inputs) => d.Op("LpNormalization", [d.Gemm(d.Relu(d.Gemm(d.Input(inputs), 24)), 16)], ("axis", -1L), ("p", 2L));
        return d.Returns(d.Op("ReduceSum", [d.Mul(Tower(10), Tower(12)), d.Whole(1)], ("keepdims", 1L)));
    }

    public static Graph Siamese(Drawing d)
    {
        var (w, b) = (d.Weight(24, 10), d.Weight(0.5, 24));
        Value Encode(Value x) => d.Relu(d.Op("Gemm", [x, w, b], ("transB", 1L)));
        return d.Returns(d.Gemm(d.Op("Abs", [d.Op("Sub", [Encode(d.Input(10)), Encode(d.Input(10))])]), 3));
    }

    public static Graph Modulated(Drawing d)
    {
        var x = d.Norm(d.Conv(d.Input(3, 8, 8), 16));
        var style = d.Halves(d.Gemm(d.Relu(d.Gemm(d.Input(6), 20)), 32));
        x = d.Relu(d.Add(d.Mul(x, d.Reshape(style[0], -1, 16, 1, 1)), d.Reshape(style[1], -1, 16, 1, 1)));
        return d.Classified(d.Unit(x, 20));
    }
}
