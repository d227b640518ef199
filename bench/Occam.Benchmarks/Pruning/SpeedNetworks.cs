using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Building;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Pruning;

/// <summary>The networks that peers are timed on, at 224 x 224, with fresh weights: torchvision's shapes.</summary>
internal static class SpeedNetworks
{
    private const int Size = 224;

    /// <summary>He et al. 2015, table 1: basic blocks.</summary>
    public static Graph ResNet18() => Residual("resnet18", [2, 2, 2, 2], bottleneck: false);

    /// <summary>He et al. 2015, table 1: bottlenecks.</summary>
    public static Graph ResNet50() => Residual("resnet50", [3, 4, 6, 3], bottleneck: true);

    /// <summary>Huang et al. 2017, table 1, growth 32.</summary>
    public static Graph DenseNet121()
    {
        using var b = new GraphBuilder("densenet121");
        var x = b.MaxPool(Layer(b, b.Input("image", 3, Size, Size), "stem", 64, 7, 2), "stem.pool", 3, 2, 1);
        foreach (var (index, layers) in new[] { 6, 12, 24, 16 }.Index())
        {
            for (var i = 0; i < layers; i++)
            {
                var name = $"block{index}.layer{i}";
                var inner = b.Conv(b.Relu(b.BatchNorm(x, $"{name}.norm1"), $"{name}.relu1"), $"{name}.conv1", 128, 1);
                var grown = b.Conv(b.Relu(b.BatchNorm(inner, $"{name}.norm2"), $"{name}.relu2"), $"{name}.conv2", 32, 3);
                x = b.Apply("Concat", $"{name}.concat", [x, grown], new KeyValuePair<string, AttributeValue>("axis", new IntAttribute(1)));
            }

            x = b.Relu(b.BatchNorm(x, $"norm{index}"), $"relu{index}");
            x = index == 3 ? x : b.AveragePool(b.Conv(x, $"transition{index}", b.ShapeOf(x)[1] / 2, 1), $"transition{index}.pool", 2, 2);
        }

        return Classified(b, x);
    }

    /// <summary>Dosovitskiy et al. 2021, ViT-B/16.</summary>
    public static Graph VitB16()
    {
        const int Width = 768, Tokens = 197;
        using var b = new GraphBuilder("vit_b_16");
        using var scope = NewDisposeScope();
        var x = b.Conv(b.Input("image", 3, Size, Size), "patches", Width, 16, 16, 0, bias: true);
        x = Transpose(b, Reshape(b, x, "patches.flat", -1, Width, Tokens - 1), "patches.tokens", 0, 2, 1);
        var padded = b.Apply("Pad", "tokens", [x, b.Constant("tokens.pads", tensor(new long[] { 0, 1, 0, 0, 0, 0 }))]);
        x = b.Add(padded, b.Constant("positions", randn(1, Tokens, Width)), "embedded");
        for (var i = 0; i < 12; i++)
        {
            x = b.Add(x, Attention(b, Norm(b, x, $"layer{i}.norm1"), $"layer{i}", Tokens, Width), $"layer{i}.add1");
            var hidden = b.Apply("Gelu", $"layer{i}.gelu", [Linear(b, Norm(b, x, $"layer{i}.norm2"), $"layer{i}.mlp1", 4 * Width)]);
            x = b.Add(x, Linear(b, hidden, $"layer{i}.mlp2", Width), $"layer{i}.add2");
        }

        var token = b.Apply("Gather", "class", [Norm(b, x, "norm"), b.Constant("class.index", tensor(0L))], new KeyValuePair<string, AttributeValue>("axis", new IntAttribute(1)));
        return b.Build(("logits", b.Linear(token, "head", 1000)));
    }

    private static Value Attention(GraphBuilder b, Value x, string name, long tokens, long width)
    {
        Value Heads(string part, params long[] order) =>
            Transpose(b, Reshape(b, Linear(b, x, $"{name}.{part}", width), $"{name}.{part}.split", -1, tokens, width / 64, 64), $"{name}.{part}.heads", order);
        var scores = b.Apply("MatMul", $"{name}.scores", [Heads("q", 0, 2, 1, 3), Heads("k", 0, 2, 3, 1)]);
        scores = b.Apply("Softmax", $"{name}.softmax", [b.Apply("Mul", $"{name}.scaled", [scores, b.Constant($"{name}.scale", tensor(0.125f))])]);
        var mixed = Transpose(b, b.Apply("MatMul", $"{name}.mixed", [scores, Heads("v", 0, 2, 1, 3)]), $"{name}.joined", 0, 2, 1, 3);
        return Linear(b, Reshape(b, mixed, $"{name}.flat", -1, tokens, width), $"{name}.out", width);
    }

    private static Value Linear(GraphBuilder b, Value x, string name, long width)
    {
        var product = b.Apply("MatMul", name, [x, b.Constant($"{name}.weight", randn(b.ShapeOf(x)[^1], width).mul_(0.02))]);
        return b.Add(product, b.Constant($"{name}.bias", zeros(width)), $"{name}.biased");
    }

    private static Value Norm(GraphBuilder b, Value x, string name) =>
        b.Apply("LayerNormalization", name, [x, b.Constant($"{name}.weight", ones(b.ShapeOf(x)[^1])), b.Constant($"{name}.bias", zeros(b.ShapeOf(x)[^1]))]);

    private static Value Reshape(GraphBuilder b, Value x, string name, params long[] sizes) => b.Apply("Reshape", name, [x, b.Constant($"{name}.sizes", tensor(sizes))]);

    private static Value Transpose(GraphBuilder b, Value x, string name, params long[] order) =>
        b.Apply("Transpose", name, [x], new KeyValuePair<string, AttributeValue>("perm", new IntsAttribute(order)));

    private static Graph Residual(string name, int[] blocks, bool bottleneck)
    {
        using var b = new GraphBuilder(name);
        var x = b.MaxPool(Layer(b, b.Input("image", 3, Size, Size), "stem", 64, 7, 2), "stem.pool", 3, 2, 1);
        foreach (var (stage, count) in blocks.Index())
        {
            for (var i = 0; i < count; i++)
            {
                x = Block(b, x, $"stage{stage}.block{i}", 64L << stage, i == 0 && stage > 0 ? 2 : 1, bottleneck);
            }
        }

        return Classified(b, x);
    }

    private static Value Block(GraphBuilder b, Value x, string name, long width, long stride, bool bottleneck)
    {
        var wide = bottleneck ? 4 * width : width;
        var y = bottleneck
            ? Layer(b, Layer(b, x, $"{name}.conv1", width, 1, 1), $"{name}.conv2", width, 3, stride)
            : Layer(b, x, $"{name}.conv1", width, 3, stride);
        y = b.BatchNorm(b.Conv(y, $"{name}.last", wide, bottleneck ? 1 : 3), $"{name}.last.norm");
        var shortcut = stride == 1 && b.ShapeOf(x)[1] == wide ? x : b.BatchNorm(b.Conv(x, $"{name}.shortcut", wide, 1, stride), $"{name}.shortcut.norm");
        return b.Relu(b.Add(y, shortcut, $"{name}.add"), $"{name}.relu");
    }

    private static Value Layer(GraphBuilder b, Value x, string name, long width, long kernel, long stride) =>
        b.Relu(b.BatchNorm(b.Conv(x, name, width, kernel, stride), $"{name}.norm"), $"{name}.relu");

    private static Graph Classified(GraphBuilder b, Value x) =>
        b.Build(("logits", b.Linear(b.Flatten(b.GlobalAveragePool(x, "pool"), "flatten"), "classifier", 1000)));
}
