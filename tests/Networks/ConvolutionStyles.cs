using Occam.Graphs;

namespace Occam.Testing.Networks;

/// <summary>Convolutional networks without shortcuts.</summary>
internal static class ConvolutionStyles
{
    public static Graph Plain(Drawing d, string activation)
    {
        Value Activate(Value x) => activation switch
        {
            "Silu" => d.Silu(x),
            "Gelu" => d.Gelu(x),
            "PRelu" => d.Op("PRelu", [x, d.Positive(d.Of(x)[1], 1, 1)]),
            "Relu6" => d.Op("Clip", [x, d.Number(0), d.Number(6)]),
            "ClipHigh" => d.Op("Clip", [x, d.Number(0.5f), d.Number(6)]),
            _ => d.Op(activation, [x]),
        };
        var x = Activate(d.Norm(d.Conv(d.Input(3, 12, 12), 16, bias: false)));
        x = Activate(d.Conv(d.Pool(x), 24));
        x = Activate(d.Norm(d.Conv(x, 32, kernel: 1)));
        return d.Classified(Activate(d.Conv(x, 20, kernel: 1)));
    }

    public static Graph Vgg(Drawing d, bool folded)
    {
        var x = d.Input(3, 16, 16);
        foreach (var width in new long[] { 16, 24, 32 })
        {
            x = folded ? d.Relu(d.Conv(x, width)) : d.Unit(x, width);
            x = d.Pool(x);
        }

        return d.Returns(d.Gemm(d.Relu(d.Gemm(d.Flatten(x), 40)), 10));
    }

    public static Graph AlexNet(Drawing d)
    {
        var x = d.Op("LRN", [d.Relu(d.Conv(d.Input(3, 16, 16), 16, 5, 2))], ("size", 3L));
        x = d.Pool(d.Relu(d.Conv(x, 24, groups: 2)));
        return d.Returns(d.Gemm(d.Op("Dropout", [d.Relu(d.Gemm(d.Flatten(x), 32))]), 10));
    }

    public static Graph Squeeze(Drawing d)
    {
        var x = d.Unit(d.Input(3, 12, 12), 16);
        for (var i = 0; i < 3; i++)
        {
            var s = d.Relu(d.Conv(x, 12, 1));
            x = d.Concat(1, d.Relu(d.Conv(s, 16, 1)), d.Relu(d.Conv(s, 16)));
        }

        return d.Returns(d.Flatten(d.Op("GlobalAveragePool", [d.Conv(x, 10, 1)])));
    }

    public static Graph Inception(Drawing d, int blocks)
    {
        var x = d.Unit(d.Input(3, 12, 12), 16);
        for (var i = 0; i < blocks; i++)
        {
            x = d.Concat(
                1, d.Unit(x, 12, 1), d.Unit(d.Unit(x, 8, 1), 16), d.Unit(d.Unit(d.Unit(x, 8, 1), 12), 12), d.Unit(d.Pool(x, "AveragePool", 3, 1, 1), 8, 1));
        }

        return d.Classified(x);
    }

    public static Graph Dense(Drawing d, long growth, bool bottleneck)
    {
        var x = d.Conv(d.Input(3, 12, 12), 16, bias: false);
        for (var block = 0; block < 2; block++)
        {
            for (var i = 0; i < 3; i++)
            {
                var y = d.Relu(d.Norm(x));
                y = bottleneck ? d.Relu(d.Norm(d.Conv(y, 4 * growth, 1, bias: false))) : y;
                x = d.Concat(1, x, d.Conv(y, growth, bias: false));
            }

            x = d.Pool(d.Conv(d.Relu(d.Norm(x)), d.Of(x)[1] / 2, 1, bias: false), "AveragePool");
        }

        return d.Classified(d.Relu(d.Norm(x)));
    }

    public static Graph MobileNetV1(Drawing d)
    {
        var x = d.Unit(d.Input(3, 12, 12), 16);
        foreach (var width in new long[] { 24, 32, 40 })
        {
            x = d.Unit(d.Unit(x, d.Of(x)[1], groups: d.Of(x)[1]), width, 1);
        }

        return d.Classified(x);
    }

    public static Graph Multiplier(Drawing d, long multiplier)
    {
        var x = d.Unit(d.Input(3, 12, 12), 16);
        x = d.Relu(d.Conv(x, 16 * multiplier, groups: 16));
        return d.Classified(d.Unit(d.Unit(x, 24, 1), 24 * multiplier, groups: 24));
    }

    public static Graph Shuffle(Drawing d, long groups)
    {
        var x = d.Unit(d.Input(3, 12, 12), 24);
        for (var i = 0; i < 2; i++)
        {
            var y = d.Unit(x, 24, 1, groups: groups);
            y = d.Reshape(y, -1, groups, 24 / groups, 12, 12);
            y = d.Reshape(d.Transpose(y, 0, 2, 1, 3, 4), -1, 24, 12, 12);
            y = d.Norm(d.Conv(y, 24, groups: 24, bias: false));
            x = d.Relu(d.Add(x, d.Norm(d.Conv(y, 24, 1, groups: groups, bias: false))));
        }

        return d.Classified(x);
    }

    public static Graph ShuffleV2(Drawing d, bool chunk)
    {
        var x = d.Unit(d.Input(3, 12, 12), 24);
        for (var i = 0; i < 2; i++)
        {
            Value[] parts = chunk ? d.Halves(x) : [d.Slice(x, 1, 0, 12), d.Slice(x, 1, 12, 24)];
            var y = d.Unit(d.Norm(d.Conv(d.Unit(parts[1], 12, 1), 12, groups: 12)), 12, 1);
            var joined = d.Reshape(d.Concat(1, parts[0], y), -1, 2, 12, 12, 12);
            x = d.Reshape(d.Transpose(joined, 0, 2, 1, 3, 4), -1, 24, 12, 12);
        }

        return d.Classified(d.Unit(x, 32, 1));
    }

    public static Graph Ghost(Drawing d, bool sliced)
    {
        var x = d.Unit(d.Input(3, 12, 12), 16);
        for (var i = 0; i < 2; i++)
        {
            var primary = d.Unit(x, 12, 1);
            var cheap = d.Unit(primary, 12, groups: 12);
            x = d.Concat(1, primary, cheap);
            x = sliced ? d.Slice(x, 1, 0, 20) : x;
        }

        return d.Classified(x);
    }

    public static Graph Grouped(Drawing d, long groups, bool twice)
    {
        var x = d.Unit(d.Input(3, 12, 12), 24);
        x = d.Unit(x, 48, groups: groups);
        x = twice ? d.Unit(x, 24, groups: groups * 2) : x;
        return d.Classified(d.Unit(x, 32, 1));
    }

    public static Graph Conv1d(Drawing d, bool dilated)
    {
        var x = d.Relu(d.Conv(d.Input(4, 32), 16));
        for (var i = 0; i < 3; i++)
        {
            var y = dilated ? d.Mul(d.Op("Tanh", [d.Conv(x, 16, dilation: 1 << i)]), d.Sigmoid(d.Conv(x, 16, dilation: 1 << i))) : d.Relu(d.Norm(d.Conv(x, 16)));
            x = d.Add(x, d.Conv(y, 16, 1));
        }

        return d.Classified(x);
    }

    public static Graph Conv3d(Drawing d) => d.Classified(d.Unit(d.Pool(d.Unit(d.Input(2, 4, 8, 8), 12)), 16));

    public static Graph Maxout(Drawing d)
    {
        var x = d.Reshape(d.Conv(d.Input(3, 8, 8), 32), -1, 16, 2, 8, 8);
        x = d.Op("ReduceMax", [x], ("axes", new[] { 2L }), ("keepdims", 0L));
        return d.Classified(d.Unit(x, 24));
    }

    public static Graph SharedWeights(Drawing d)
    {
        var (weight, bias) = (d.Weight(16, 16, 3, 3), d.Weight(0.5, 16));
        Value Shared(Value x) => d.Relu(d.Op("Conv", [x, weight, bias], ("pads", new[] { 1L, 1, 1, 1 })));
        return d.Classified(d.Unit(Shared(Shared(d.Unit(d.Input(3, 8, 8), 16))), 20));
    }

    public static Graph WeightNorm(Drawing d)
    {
        var v = d.Weight(16, 3, 3, 3);
        var norm = d.Op("ReduceL2", [v], ("axes", new[] { 1L, 2, 3 }), ("keepdims", 1L));
        var weight = d.Mul(d.Positive(16, 1, 1, 1), d.Op("Div", [v, norm]));
        return d.Classified(d.Unit(d.Relu(d.Op("Conv", [d.Input(3, 8, 8), weight, d.Weight(0.5, 16)], ("pads", new[] { 1L, 1, 1, 1 }))), 20));
    }

    public static Graph Dynamic(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 16);
        var mix = d.Softmax(d.Gemm(d.Flatten(d.Op("GlobalAveragePool", [x])), 4));
        var experts = d.Concat(1, [.. Enumerable.Range(0, 4).Select(i => d.Op("Unsqueeze", [d.Conv(x, 20), d.Whole(1)]))]);
        x = d.Op("ReduceSum", [d.Mul(experts, d.Reshape(mix, -1, 4, 1, 1, 1)), d.Whole(1)], ("keepdims", 0L));
        return d.Classified(d.Unit(x, 24));
    }

    public static Graph FasterNet(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 24);
        var parts = d.Split(x, 1, 6, 18);
        var y = d.Concat(1, d.Conv(parts[0], 6), parts[1]);
        return d.Classified(d.Add(x, d.Conv(d.Unit(y, 48, 1), 24, 1)));
    }

    public static Graph Permuted(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 16);
        x = d.Op("Gather", [x, d.Whole(3, 1, 0, 2, 7, 6, 5, 4, 15, 14, 13, 12, 8, 9, 10, 11)], ("axis", 1L));
        return d.Classified(d.Unit(d.Add(x, d.Conv(x, 16)), 20));
    }
}
