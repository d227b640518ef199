using Occam.Graphs;

namespace Occam.Testing.Networks;

/// <summary>Networks of tokens: attention in its forms, mixers.</summary>
internal static class AttentionStyles
{
    private const long Tokens = 16;

    public static Graph Vision(Drawing d, string attention, bool classToken)
    {
        const long Width = 24;
        var x = d.Transpose(d.Reshape(d.Conv(d.Input(3, 16, 16), Width, 4, 4, padding: 0), -1, Width, Tokens), 0, 2, 1);
        if (classToken)
        {
            // Padded, not expanded: the batch stays open.
            x = d.Op("Pad", [x, d.Whole(0, 1, 0, 0, 0, 0)]);
        }

        x = d.Add(x, d.Weight(0.2, 1, classToken ? Tokens + 1 : Tokens, Width));
        for (var i = 0; i < 2; i++)
        {
            x = d.Add(x, Attend(d, d.LayerNorm(x), Width, attention));
            x = d.Add(x, d.Dense(d.Gelu(d.Dense(d.LayerNorm(x), 48)), Width));
        }

        x = d.LayerNorm(x);
        return d.Returns(d.Gemm(classToken ? d.Op("Gather", [x, Index(d)], ("axis", 1L)) : d.Mean(x, false, 1), 10));
    }

    private static Value Index(Drawing d) => d.Graph.AddConstant(d.Graph.UnusedName("index"), new Constant(TorchSharp.torch.tensor(0L)));

    private static Value Attend(Drawing d, Value x, long width, string kind)
    {
        var tokens = d.Of(x)[1];
        const long Heads = 3;
        var size = width / Heads;
        Value Split(Value y, long heads) => d.Transpose(d.Reshape(y, -1, tokens, heads, size), 0, 2, 1, 3);
        Value q, k, v;
        switch (kind)
        {
            case "fused":
                var all = d.Transpose(d.Reshape(d.Dense(x, 3 * width), -1, tokens, 3, Heads, size), 2, 0, 3, 1, 4);
                var parts = d.Split(all, 0, 1, 1, 1);
                (q, k, v) = (Drop(parts[0]), Drop(parts[1]), Drop(parts[2]));
                break;
            case "split":
                var thirds = d.Split(d.Dense(x, 3 * width), -1, width, width, width);
                (q, k, v) = (Split(thirds[0], Heads), Split(thirds[1], Heads), Split(thirds[2], Heads));
                break;
            case "shared":
                (q, k, v) = (Split(d.Dense(x, width), Heads), Split(d.Dense(x, size), 1), Split(d.Dense(x, size), 1));
                break;
            default:
                (q, k, v) = (Split(d.Dense(x, width), Heads), Split(d.Dense(x, width), Heads), Split(d.Dense(x, width), Heads));
                break;
        }

        Value mixed;
        if (kind == "linear")
        {
            // Without a softmax, what the keys' biases give does not cancel.
            mixed = d.Op("MatMul", [d.Relu(q), d.Op("MatMul", [d.Transpose(d.Relu(k), 0, 1, 3, 2), v])]);
        }
        else
        {
            var scores = d.Mul(d.Op("MatMul", [q, d.Transpose(k, 0, 1, 3, 2)]), d.Number(0.35f));
            scores = kind == "biased" ? d.Add(scores, d.Weight(0.3, Heads, tokens, tokens)) : scores;
            mixed = d.Op("MatMul", [d.Softmax(scores), v]);
        }

        return d.Dense(d.Reshape(d.Transpose(mixed, 0, 2, 1, 3), -1, tokens, width), width);

        Value Drop(Value part) => d.Op("Squeeze", [part, d.Whole(0)]);
    }

    public static Graph Windows(Drawing d, bool shifted)
    {
        const long Width = 24, Side = 8, Window = 4;
        var x = d.Transpose(d.Conv(d.Input(3, 16, 16), Width, 2, 2, padding: 0), 0, 2, 3, 1);
        for (var i = 0; i < 2; i++)
        {
            var y = d.LayerNorm(x);
            y = shifted && i == 1 ? Roll(d, y, 2) : y;
            y = d.Transpose(d.Reshape(y, -1, Side / Window, Window, Side / Window, Window, Width), 0, 1, 3, 2, 4, 5);
            y = Attend(d, d.Reshape(y, -1, Window * Window, Width), Width, "biased");
            y = d.Transpose(d.Reshape(y, -1, Side / Window, Side / Window, Window, Window, Width), 0, 1, 3, 2, 4, 5);
            y = d.Reshape(y, -1, Side, Side, Width);
            y = shifted && i == 1 ? Roll(d, y, Side - 2) : y;
            x = d.Add(x, y);
            x = d.Add(x, d.Dense(d.Gelu(d.Dense(d.LayerNorm(x), 48)), Width));
        }

        // Patch merging: four neighbours side by side.
        Value Corner(long row, long column) => d.Slice(d.Slice(x, 1, row, Side, 2), 2, column, Side, 2);
        x = d.Dense(d.LayerNorm(d.Concat(-1, Corner(0, 0), Corner(1, 0), Corner(0, 1), Corner(1, 1))), 40);
        return d.Returns(d.Gemm(d.Mean(x, false, 1, 2), 10));
    }

    private static Value Roll(Drawing d, Value x, long by)
    {
        foreach (var axis in new long[] { 1, 2 })
        {
            var size = d.Of(x)[axis];
            x = d.Concat(axis, d.Slice(x, axis, by, size), d.Slice(x, axis, 0, by));
        }

        return x;
    }

    public static Graph Mixer(Drawing d, bool gated)
    {
        const long Width = 24;
        var x = d.Transpose(d.Reshape(d.Conv(d.Input(3, 16, 16), Width, 4, 4, padding: 0), -1, Width, Tokens), 0, 2, 1);
        for (var i = 0; i < 2; i++)
        {
            if (gated)
            {
                var halves = d.Halves(d.Gelu(d.Dense(d.LayerNorm(x), 48)), -1);
                var mixed = d.Transpose(d.Dense(d.Transpose(d.LayerNorm(halves[1]), 0, 2, 1), Tokens), 0, 2, 1);
                x = d.Add(x, d.Dense(d.Mul(halves[0], mixed), Width));
            }
            else
            {
                var y = d.Transpose(d.LayerNorm(x), 0, 2, 1);
                x = d.Add(x, d.Transpose(d.Dense(d.Gelu(d.Dense(y, 20)), Tokens), 0, 2, 1));
                x = d.Add(x, d.Dense(d.Gelu(d.Dense(d.LayerNorm(x), 48)), Width));
            }
        }

        return d.Returns(d.Gemm(d.Mean(d.LayerNorm(x), false, 1), 10));
    }

    public static Graph Cross(Drawing d)
    {
        var (x, memory) = (d.Dense(d.Input(6, 10), 24), d.Relu(d.Dense(d.Input(9, 8), 20)));
        var q = d.Transpose(d.Reshape(d.Dense(x, 24), -1, 6, 3, 8), 0, 2, 1, 3);
        var k = d.Transpose(d.Reshape(d.Dense(memory, 24), -1, 9, 3, 8), 0, 2, 3, 1);
        var v = d.Transpose(d.Reshape(d.Dense(memory, 24), -1, 9, 3, 8), 0, 2, 1, 3);
        var y = d.Op("MatMul", [d.Softmax(d.Op("MatMul", [q, k])), v]);
        return d.Returns(d.Dense(d.Add(x, d.Dense(d.Reshape(d.Transpose(y, 0, 2, 1, 3), -1, 6, 24), 24)), 5));
    }

    public static Graph Einsum(Drawing d)
    {
        var x = d.Dense(d.Input(6, 10), 24);
        Value Heads(Value y) => d.Reshape(d.Dense(y, 24), -1, 6, 3, 8);
        var scores = d.Softmax(d.Op("Einsum", [Heads(x), Heads(x)], ("equation", "bqhd,bkhd->bhqk")));
        var y = d.Op("Einsum", [scores, Heads(x)], ("equation", "bhqk,bkhd->bqhd"));
        return d.Returns(d.Dense(d.Reshape(y, -1, 6, 24), 5));
    }

    public static Graph NonLocal(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 16);
        Value Flat(Value y) => d.Reshape(y, -1, 12, 64);
        var scores = d.Softmax(d.Op("MatMul", [d.Transpose(Flat(d.Conv(x, 12, 1)), 0, 2, 1), Flat(d.Conv(x, 12, 1))]));
        var y = d.Op("MatMul", [scores, d.Transpose(Flat(d.Conv(x, 12, 1)), 0, 2, 1)]);
        return d.Classified(d.Add(x, d.Conv(d.Reshape(d.Transpose(y, 0, 2, 1), -1, 12, 8, 8), 16, 1)));
    }

    public static Graph MobileVit(Drawing d)
    {
        var x = d.Unit(d.Input(3, 8, 8), 16);
        var y = d.Conv(d.Unit(x, 16), 24, 1);
        var t = d.Transpose(d.Reshape(d.Transpose(d.Reshape(y, -1, 24, 4, 2, 4, 2), 0, 3, 5, 2, 4, 1), -1, 16, 24), 0, 1, 2);
        t = d.Add(t, Attend(d, d.LayerNorm(t), 24, "separate"));
        y = d.Reshape(d.Transpose(d.Reshape(t, -1, 2, 2, 4, 4, 24), 0, 5, 3, 1, 4, 2), -1, 24, 8, 8);
        return d.Classified(d.Unit(d.Concat(1, x, d.Unit(y, 16, 1)), 20));
    }

    public static Graph Rotary(Drawing d)
    {
        var x = d.Dense(d.Input(6, 10), 24);
        Value Turned(Value y)
        {
            y = d.Transpose(d.Reshape(d.Dense(y, 24), -1, 6, 3, 8), 0, 2, 1, 3);
            var halves = d.Halves(y, -1);
            return d.Add(d.Mul(y, d.Weight(0.7, 6, 8)), d.Mul(d.Concat(-1, d.Op("Neg", [halves[1]]), halves[0]), d.Weight(0.7, 6, 8)));
        }

        var scores = d.Softmax(d.Op("MatMul", [Turned(x), d.Transpose(Turned(x), 0, 1, 3, 2)]));
        var v = d.Transpose(d.Reshape(d.Dense(x, 24), -1, 6, 3, 8), 0, 2, 1, 3);
        return d.Returns(d.Dense(d.Reshape(d.Transpose(d.Op("MatMul", [scores, v]), 0, 2, 1, 3), -1, 6, 24), 5));
    }

    public static Graph RootMeanSquare(Drawing d)
    {
        Value Norm(Value x)
        {
            var mean = d.Mean(d.Op("Pow", [x, d.Number(2)]), true, -1);
            return d.Mul(d.Op("Div", [x, d.Op("Sqrt", [d.Add(mean, d.Number(1e-5f))])]), d.Positive(d.Of(x)[^1]));
        }

        var x = d.Dense(d.Input(6, 10), 24);
        for (var i = 0; i < 2; i++)
        {
            x = d.Add(x, Attend(d, Norm(x), 24, "shared"));
            var y = Norm(x);
            x = d.Add(x, d.Dense(d.Mul(d.Silu(d.Dense(y, 40)), d.Dense(y, 40)), 24));
        }

        return d.Returns(d.Dense(Norm(x), 7));
    }
}
