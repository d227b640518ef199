using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Testing.Networks;

/// <summary>Small networks that are built to break an analysis: what is not zero at zero, what is shared, sums over channels, constants in the way.</summary>
internal static class HardStyles
{
    /// <summary>A sum over channels of what is not zero at zero.</summary>
    public static Graph SummedGates(Drawing d, string activation)
    {
        var x = d.Op(activation, [d.Conv(d.Input(3, 8, 8), 16)]);
        var sum = d.Op("ReduceSum", [x, d.Whole(1)], ("keepdims", 1L));
        return d.Classified(d.Unit(d.Mul(d.Unit(x, 20), sum), 24));
    }

    /// <summary>A product of what is not zero at zero with itself.</summary>
    public static Graph Bilinear(Drawing d, bool gates)
    {
        var x = d.Conv(d.Unit(d.Input(3, 8, 8), 16), 12);
        x = d.Reshape(gates ? d.Sigmoid(x) : x, -1, 12, 64);
        var gram = d.Op("MatMul", [d.Transpose(x, 0, 2, 1), x]);
        return d.Returns(d.Gemm(d.Reshape(d.Mean(gram, false, 1), -1, 64), 10));
    }

    public static Graph AttentionPooling(Drawing d)
    {
        var x = d.Dense(d.Input(6, 10), 24);
        var weights = d.Softmax(d.Dense(d.Op("Tanh", [d.Dense(x, 20)]), 1), 1);
        return d.Returns(d.Gemm(d.Op("ReduceSum", [d.Mul(x, weights), d.Whole(1)], ("keepdims", 0L)), 5));
    }

    public static Graph Poles(Drawing d)
    {
        var x = d.Op("Exp", [d.Conv(d.Input(3, 8, 8), 16)]);
        var y = d.Op("Log", [d.Add(x, d.Number(1))]);
        y = d.Op("Div", [y, d.Add(d.Op("Abs", [d.Conv(y, 16)]), d.Number(0.5f))]);
        return d.Classified(d.Unit(y, 20));
    }

    public static Graph Masked(Drawing d)
    {
        var x = d.Conv(d.Input(3, 8, 8), 16);
        x = d.Op("Where", [d.Op("Greater", [x, d.Number(0.1f)]), x, d.Mul(x, d.Number(0.2f))]);
        return d.Classified(d.Unit(x, 20));
    }

    public static Graph Converted(Drawing d)
    {
        var x = d.Relu(d.Conv(d.Input(3, 8, 8), 16));
        x = d.Op("Cast", [d.Op("Sqrt", [d.Op("Cast", [x], ("to", 11L))])], ("to", 1L));
        return d.Classified(d.Unit(x, 20));
    }

    public static Graph TwoOutputs(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 16);
        var features = d.Conv(x, 12);
        return d.Returns(features, d.Gemm(d.Flatten(d.Op("GlobalAveragePool", [d.Unit(features, 24)])), 5), d.Op("ArgMax", [d.Conv(x, 6, 1)], ("axis", 1L), ("keepdims", 0L)));
    }

    public static Graph SharedBias(Drawing d)
    {
        var bias = d.Weight(0.5, 16);
        Value Layer(Value x) => d.Sigmoid(d.Op("Conv", [x, d.Weight(16, d.Of(x)[1], 1, 1), bias]));
        return d.Classified(d.Conv(d.Add(Layer(Layer(d.Input(3, 8, 8))), d.Input(16, 8, 8)), 12, 1));
    }

    /// <summary>Shift over time: parts of the channels come from the neighbours.</summary>
    public static Graph Shifted(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 16);
        Value Moved(long from, long to, long before, long behind) =>
            d.Op("Pad", [d.Slice(d.Slice(x, 1, from, to), 2, behind > 0 ? 1 : 0, behind > 0 ? 8 : 7), d.Whole(0, 0, before, 0, 0, 0, behind, 0)]);
        x = d.Concat(1, Moved(0, 4, 1, 0), Moved(4, 8, 0, 1), d.Slice(x, 1, 8, 16));
        return d.Classified(d.Unit(x, 20));
    }

    /// <summary>Padding with a number other than zero before a reader without padding.</summary>
    public static Graph PaddedWithOne(Drawing d)
    {
        var x = d.Sigmoid(d.Conv(d.Input(3, 8, 8), 16));
        x = d.Op("Pad", [x, d.Whole(0, 0, 1, 1, 0, 0, 1, 1), d.Number(1)]);
        return d.Classified(d.Relu(d.Conv(x, 20, padding: 0)));
    }

    /// <summary>Channels beside those of the input, and one channel alone.</summary>
    public static Graph BesideInput(Drawing d)
    {
        var image = d.Input(3, 8, 8);
        var x = d.Concat(1, d.Unit(image, 13), image, d.Conv(image, 1, 1));
        return d.Classified(d.Unit(d.Add(d.Conv(x, 17), d.Conv(image, 17)), 20));
    }

    public static Graph OuterProduct(Drawing d)
    {
        var a = d.Reshape(d.Relu(d.Gemm(d.Input(8), 12)), -1, 12, 1);
        var b = d.Reshape(d.Relu(d.Gemm(d.Input(6), 10)), -1, 1, 10);
        return d.Returns(d.Gemm(d.Reshape(d.Mul(a, b), -1, 120), 5));
    }

    public static Graph Focus(Drawing d)
    {
        var x = d.Op("SpaceToDepth", [d.Unit(d.Input(3, 8, 8), 8)], ("blocksize", 2L));
        return d.Classified(d.Unit(x, 24));
    }

    public static Graph Statistics(Drawing d)
    {
        var x = d.Relu(d.Conv(d.Input(4, 32), 24));
        var mean = d.Mean(x, true, 2);
        var deviation = d.Op("Sqrt", [d.Add(d.Mean(d.Op("Pow", [d.Op("Sub", [x, mean]), d.Number(2)]), true, 2), d.Number(1e-4f))]);
        return d.Returns(d.Gemm(d.Flatten(d.Concat(1, mean, deviation)), 6));
    }

    public static Graph TopTokens(Drawing d)
    {
        var x = d.Dense(d.Input(9, 10), 24);
        var scores = d.Reshape(d.Dense(x, 1), -1, 9);
        var top = d.Node("TopK", [scores, d.Whole(4)], 2);
        var kept = d.Op("GatherElements", [x, d.Op("Expand", [d.Op("Unsqueeze", [top[1], d.Whole(2)]), d.Whole(1, 1, 24)])], ("axis", 1L));
        return d.Returns(d.Dense(d.Relu(d.Dense(kept, 30)), 5));
    }

    public static Graph HalfPrecisionScale(Drawing d)
    {
        var scale = d.Graph.AddConstant("scale16", new Constant(rand(16, 1, 1).to(ScalarType.Float16)));
        var x = d.Mul(d.Conv(d.Input(3, 8, 8), 16), d.Op("Cast", [scale], ("to", 1L)));
        return d.Classified(d.Unit(x, 20));
    }
}
