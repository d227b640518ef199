using Occam.Graphs;

namespace Occam.Testing.Networks;

/// <summary>Networks with shortcuts, gates and several scales.</summary>
internal static class ResidualStyles
{
    public static Graph Basic(Drawing d, long width, bool padded)
    {
        var x = d.Unit(d.Input(3, 12, 12), width);
        for (var stage = 0; stage < 2; stage++)
        {
            for (var i = 0; i < 2; i++)
            {
                var channels = width << stage;
                var stride = stage > 0 && i == 0 ? 2 : 1;
                var y = d.Norm(d.Conv(d.Unit(x, channels, stride: stride), channels, bias: false));
                if (stride == 2)
                {
                    var small = d.Slice(d.Slice(x, 2, 0, 12, 2), 3, 0, 12, 2);
                    x = padded ? d.Op("Pad", [small, d.Whole(0, width / 2, 0, 0, 0, width / 2, 0, 0)]) : d.Norm(d.Conv(x, channels, 1, 2, bias: false));
                }

                x = d.Relu(d.Add(x, y));
            }
        }

        return d.Classified(x);
    }

    public static Graph PreActivation(Drawing d)
    {
        var x = d.Conv(d.Input(3, 12, 12), 16);
        for (var i = 0; i < 3; i++)
        {
            x = d.Add(x, d.Conv(d.Relu(d.Norm(d.Conv(d.Relu(d.Norm(x)), 24, bias: false))), 16, bias: false));
        }

        return d.Classified(d.Relu(d.Norm(x)));
    }

    public static Graph Bottleneck(Drawing d, long groups, string gate = "")
    {
        var x = d.Unit(d.Input(3, 12, 12), 32);
        for (var i = 0; i < 3; i++)
        {
            var y = d.Unit(d.Unit(x, 16, 1), 16, groups: groups);
            y = d.Norm(d.Conv(y, 32, 1, bias: false));
            x = d.Relu(d.Add(x, Gate(d, y, gate)));
        }

        return d.Classified(x);
    }

    public static Value Gate(Drawing d, Value x, string kind)
    {
        var channels = d.Of(x)[1];
        var pooled = d.Op("GlobalAveragePool", [x]);
        switch (kind)
        {
            case "se":
                return d.Mul(x, d.Sigmoid(d.Conv(d.Relu(d.Conv(pooled, channels / 4, 1)), channels, 1)));
            case "hard":
                return d.Mul(x, d.Op("HardSigmoid", [d.Conv(d.Relu(d.Conv(pooled, channels / 4, 1)), channels, 1)]));
            case "linear":
                return d.Mul(x, d.Reshape(d.Sigmoid(d.Gemm(d.Relu(d.Gemm(d.Flatten(pooled), channels / 4)), channels)), -1, channels, 1, 1));
            case "eca":
                var row = d.Conv(d.Transpose(d.Reshape(pooled, -1, channels, 1), 0, 2, 1), 1, bias: false);
                return d.Mul(x, d.Reshape(d.Sigmoid(d.Transpose(row, 0, 2, 1)), -1, channels, 1, 1));
            case "cbam":
                var y = d.Mul(x, d.Sigmoid(d.Add(d.Conv(d.Relu(d.Conv(pooled, channels / 4, 1)), channels, 1), d.Conv(d.Op("GlobalMaxPool", [x]), channels, 1))));
                var map = d.Concat(1, d.Mean(y, true, 1), d.Op("ReduceMax", [y], ("axes", new[] { 1L }), ("keepdims", 1L)));
                return d.Mul(y, d.Sigmoid(d.Conv(map, 1, 7)));
            case "scale":
                return d.Mul(x, d.Weight(0.5, channels, 1, 1));
            case "rezero":
                return d.Mul(x, d.Number(0.3f));
            default:
                return x;
        }
    }

    public static Graph SelectiveKernel(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 16);
        var (a, b) = (d.Unit(x, 16), d.Unit(x, 16, 5));
        var z = d.Relu(d.Gemm(d.Flatten(d.Op("GlobalAveragePool", [d.Add(a, b)])), 8));
        var weights = d.Softmax(d.Reshape(d.Gemm(z, 32), -1, 2, 16, 1, 1), 1);
        var parts = d.Split(weights, 1, 1, 1);
        Value Scaled(Value value, Value weight) => d.Mul(value, d.Reshape(weight, -1, 16, 1, 1));
        return d.Classified(d.Unit(d.Add(Scaled(a, parts[0]), Scaled(b, parts[1])), 20));
    }

    public static Graph RepVgg(Drawing d, bool identity)
    {
        var x = d.Unit(d.Input(3, 12, 12), 16);
        for (var i = 0; i < 3; i++)
        {
            var y = d.Add(d.Norm(d.Conv(x, 16, bias: false)), d.Norm(d.Conv(x, 16, 1, bias: false)));
            x = d.Relu(identity ? d.Add(y, d.Norm(x)) : y);
        }

        return d.Classified(x);
    }

    public static Graph InvertedResidual(Drawing d, long expansion, string gate)
    {
        var x = d.Unit(d.Input(3, 12, 12), 12);
        for (var i = 0; i < 3; i++)
        {
            var hidden = d.Of(x)[1] * expansion;
            var y = Gate(d, d.Unit(d.Unit(x, hidden, 1), hidden, groups: hidden), gate);
            var narrow = d.Norm(d.Conv(y, i == 1 ? 20 : d.Of(x)[1], 1, bias: false));
            x = i == 1 ? narrow : d.Add(x, narrow);
        }

        return d.Classified(d.Unit(x, 40, 1));
    }

    public static Graph ConvNeXt(Drawing d, bool responseNorm)
    {
        var x = d.Conv(d.Input(3, 16, 16), 24, 4, 4, padding: 0);
        for (var i = 0; i < 2; i++)
        {
            var y = d.Transpose(d.Conv(x, 24, 7, groups: 24), 0, 2, 3, 1);
            y = d.Gelu(d.Dense(d.LayerNorm(y), 64));
            if (responseNorm)
            {
                var g = d.Op("ReduceL2", [y], ("axes", new[] { 1L, 2 }), ("keepdims", 1L));
                var n = d.Op("Div", [g, d.Add(d.Mean(g, true, -1), d.Number(1e-6f))]);
                y = d.Add(d.Add(d.Mul(d.Mul(y, n), d.Weight(0.3, 64)), d.Weight(0.3, 64)), y);
            }

            x = d.Add(x, d.Transpose(d.Mul(d.Dense(y, 24), d.Weight(0.3, 24)), 0, 3, 1, 2));
        }

        return d.Classified(x);
    }

    public static Graph UNet(Drawing d, string up)
    {
        var a = d.Unit(d.Input(3, 16, 16), 16);
        var b = d.Unit(d.Pool(a), 24);
        var c = d.Unit(d.Pool(b), 32);
        Value Up(Value x, long channels) => up switch
        {
            "transposed" => d.Transposed(x, channels),
            "resize" => d.Conv(d.Upsample(x), channels),
            _ => d.Op("DepthToSpace", [d.Conv(x, 4 * channels)], ("blocksize", 2L), ("mode", up)),
        };
        b = d.Unit(d.Concat(1, b, Up(c, 24)), 24);
        a = d.Unit(d.Concat(1, a, Up(b, 16)), 16);
        return d.Returns(d.Conv(a, 2, 1));
    }

    public static Graph Pyramid(Drawing d, bool shared)
    {
        var a = d.Unit(d.Input(3, 16, 16), 16);
        var b = d.Unit(a, 24, stride: 2);
        var c = d.Unit(b, 32, stride: 2);
        var top = d.Conv(c, 20, 1);
        var middle = d.Add(d.Conv(b, 20, 1), d.Upsample(top));
        var bottom = d.Add(d.Conv(a, 20, 1), d.Upsample(middle));
        var (w1, b1, w2, b2) = (d.Weight(16, 20, 3, 3), d.Weight(0.5, 16), d.Weight(6, 16, 3, 3), d.Weight(0.5, 6));
        Value Head(Value x)
        {
            var y = shared
                ? d.Op("Conv", [d.Relu(d.Op("Conv", [x, w1, b1], ("pads", new[] { 1L, 1, 1, 1 }))), w2, b2], ("pads", new[] { 1L, 1, 1, 1 }))
                : d.Conv(d.Unit(x, 16), 6);
            return d.Reshape(d.Transpose(y, 0, 2, 3, 1), -1, d.Of(y)[2] * d.Of(y)[3] * 3, 2);
        }

        return d.Returns(d.Concat(1, Head(top), Head(middle), Head(bottom)));
    }

    public static Graph HighResolution(Drawing d)
    {
        var a = d.Unit(d.Input(3, 8, 8), 16);
        var b = d.Unit(a, 24, stride: 2);
        for (var i = 0; i < 2; i++)
        {
            (a, b) = (d.Relu(d.Add(d.Norm(d.Conv(a, 16)), d.Upsample(d.Norm(d.Conv(b, 16, 1))))), d.Relu(d.Add(d.Norm(d.Conv(b, 24)), d.Norm(d.Conv(a, 24, stride: 2)))));
        }

        return d.Classified(d.Concat(1, a, d.Upsample(b)));
    }

    public static Graph Hourglass(Drawing d)
    {
        Value Level(Value x, int depth)
        {
            var low = d.Unit(d.Pool(x), 16);
            low = depth > 0 ? Level(low, depth - 1) : d.Unit(low, 16);
            return d.Add(d.Unit(x, 16), d.Upsample(low));
        }

        return d.Returns(d.Conv(Level(d.Unit(d.Input(3, 8, 8), 16), 1), 4, 1));
    }

    public static Graph Yolo(Drawing d)
    {
        var x = d.Silu(d.Norm(d.Conv(d.Input(3, 16, 16), 16, stride: 2)));
        var parts = d.Halves(d.Silu(d.Norm(d.Conv(x, 24, 1))));
        var y = d.Add(parts[1], d.Silu(d.Norm(d.Conv(d.Silu(d.Norm(d.Conv(parts[1], 12))), 12))));
        x = d.Silu(d.Norm(d.Conv(d.Concat(1, parts[0], parts[1], y), 24, 1)));
        var p = d.Silu(d.Conv(x, 12, 1));
        var (p1, p2) = (d.Pool(p, "MaxPool", 5, 1, 2), d.Pool(d.Pool(p, "MaxPool", 5, 1, 2), "MaxPool", 5, 1, 2));
        x = d.Silu(d.Conv(d.Concat(1, p, p1, p2), 24, 1));
        var head = d.Conv(d.Silu(d.Conv(x, 20)), 14, 1);
        var outputs = d.Split(d.Reshape(head, -1, 14, 64), 1, 8, 6);
        return d.Returns(d.Concat(1, outputs[0], d.Sigmoid(outputs[1])));
    }

    public static Graph CrossStage(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 24);
        var (a, b) = (d.Unit(x, 12, 1), d.Unit(x, 12, 1));
        for (var i = 0; i < 2; i++)
        {
            b = d.Add(b, d.Unit(d.Unit(b, 12, 1), 12));
        }

        return d.Classified(d.Unit(d.Concat(1, d.Unit(b, 12, 1), a), 24, 1));
    }

    public static Graph Gated(Drawing d, string kind)
    {
        var x = d.Unit(d.Input(3, 8, 8), 16);
        for (var i = 0; i < 2; i++)
        {
            var halves = d.Halves(d.Conv(x, 32));
            var gate = d.Sigmoid(halves[1]);
            x = kind switch
            {
                "glu" => d.Mul(halves[0], gate),
                "swish" => d.Mul(halves[0], d.Silu(halves[1])),
                "highway" => d.Add(d.Mul(d.Relu(halves[0]), gate), d.Mul(x, d.Op("Sub", [d.Number(1), gate]))),
                "product" => d.Mul(halves[0], halves[1]),
                _ => d.Op("Max", halves),
            };
        }

        return d.Classified(d.Unit(x, 20));
    }

    public static Graph GroupNormed(Drawing d, string kind)
    {
        Value Norm(Value x)
        {
            var sizes = d.Of(x);
            switch (kind)
            {
                case "reshaped":
                    var y = d.Op("InstanceNormalization", [d.Reshape(x, 0, 4, -1), d.Positive(4), d.Weight(0.1, 4)]);
                    y = d.Reshape(y, 0, sizes[1], sizes[2], sizes[3]);
                    return d.Add(d.Mul(y, d.Weight(0.8, sizes[1], 1, 1)), d.Weight(0.5, sizes[1], 1, 1));
                case "instance":
                    return d.Op("InstanceNormalization", [x, d.Weight(0.8, sizes[1]), d.Weight(0.5, sizes[1])]);
                default:
                    return d.Op("GroupNormalization", [x, d.Weight(0.8, 4), d.Weight(0.5, 4)], ("num_groups", 4L));
            }
        }

        var x = d.Relu(Norm(d.Conv(d.Input(3, 8, 8), 16)));
        x = d.Relu(d.Add(x, Norm(d.Conv(d.Relu(Norm(d.Conv(x, 24))), 16))));
        return d.Classified(x);
    }

    public static Graph Decoder(Drawing d, long groups)
    {
        var x = d.Reshape(d.Relu(d.Gemm(d.Input(12), 16 * 4)), -1, 16, 2, 2);
        x = d.Relu(d.Norm(d.Transposed(x, 24, 4, 2, groups, 1)));
        return d.Returns(d.Op("Tanh", [d.Transposed(d.Unit(x, 16), 3, 4, 2, 1, 1)]));
    }

    public static Graph AutoEncoder(Drawing d)
    {
        var x = d.Unit(d.Unit(d.Input(1, 8, 8), 12, stride: 2), 16, stride: 2);
        var code = d.Split(d.Gemm(d.Flatten(x), 20), 1, 10, 10);
        var z = d.Add(code[0], d.Op("Exp", [d.Mul(code[1], d.Number(0.5f))]));
        x = d.Reshape(d.Relu(d.Gemm(z, 64)), -1, 16, 2, 2);
        return d.Returns(d.Transposed(d.Relu(d.Transposed(x, 12)), 1), code[0]);
    }
}
