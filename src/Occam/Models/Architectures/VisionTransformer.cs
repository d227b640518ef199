using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// Vision transformers (Dosovitskiy et al. 2021, "An image is worth 16x16 words"; with a distillation token: Touvron et al. 2021, DeiT): patches become tokens,
/// layers of attention and hidden layers with LayerNorm in front, a classifier on the class token. Layers, order and LayerNorm's epsilon (1e-6) are those of
/// torchvision; weights are drawn as DeiT's (0.02). Stochastic depth, which acts in training alone, is not there.
/// </summary>
public static class VisionTransformer
{
    private const double Deviation = 0.02;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(VisionTransformerOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("vit", seed);
        var x = Tokens(builder, options);
        for (var layer = 0; layer < options.Depth; layer++)
        {
            var name = $"layer{layer}";
            var y = Attention(builder, builder.LayerNorm(x, $"{name}.norm1"), $"{name}.attention", options);
            x = builder.Add(Dropped(builder, y, $"{name}.attention", options), x, $"{name}.add1");
            y = Hidden(builder, builder.LayerNorm(x, $"{name}.norm2"), name, options);
            x = builder.Add(x, y, $"{name}.add2");
        }

        return builder.Build(("logits", Head(builder, builder.LayerNorm(x, "head.norm"), options)));
    }

    private static Value Tokens(GraphBuilder builder, VisionTransformerOptions options)
    {
        var image = builder.Input("image", options.Channels, options.Size, options.Size);
        var x = builder.Conv(image, "patches", options.Width, options.Patch, options.Patch, padding: 0, bias: true, deviation: Deviation);
        var side = (long)options.Size / options.Patch;
        x = builder.Transpose(builder.Reshape(x, "patches.flat", 0, options.Width, side * side), "patches.tokens", 0, 2, 1);
        var own = options.Distilled ? 2 : 1;
        var tokens = new List<Value> { builder.Repeat(builder.Drawn("class_token", Deviation, 1, 1, options.Width), x, "class_token.repeated") };
        if (options.Distilled)
        {
            tokens.Add(builder.Repeat(builder.Drawn("distillation_token", Deviation, 1, 1, options.Width), x, "distillation_token.repeated"));
        }

        x = builder.Concat("tokens", 1, [.. tokens, x]);
        x = builder.Add(x, builder.Drawn("position", Deviation, 1, own + (side * side), options.Width), "embedded");
        return Dropped(builder, x, "embedded", options);
    }

    private static Value Attention(GraphBuilder builder, Value x, string name, VisionTransformerOptions options)
    {
        var size = options.Width / options.Heads;
        var qkv = builder.Project(x, $"{name}.qkv", 3 * options.Width, Deviation);
        var scale = builder.Number($"{name}.scale", (float)(1 / Math.Sqrt(size)));
        var query = builder.Multiply(Part(0, "query", 0, 2, 1, 3), scale, $"{name}.query.scaled");
        var shares = builder.Softmax(builder.Apply("MatMul", $"{name}.scores", [query, Part(1, "key", 0, 2, 3, 1)]), $"{name}.shares");
        var mixed = builder.Apply("MatMul", $"{name}.mixed", [shares, Part(2, "value", 0, 2, 1, 3)]);
        mixed = builder.Reshape(builder.Transpose(mixed, $"{name}.joined", 0, 2, 1, 3), $"{name}.flat", 0, builder.ShapeOf(x)[1], options.Width);
        return builder.Project(mixed, $"{name}.project", options.Width, Deviation);

        Value Part(int index, string part, params long[] order)
        {
            var width = (long)options.Width;
            var y = builder.Slice(qkv, $"{name}.{part}.part", [2], [index * width], [(index + 1) * width]);
            return builder.Transpose(builder.Reshape(y, $"{name}.{part}.heads", 0, builder.ShapeOf(x)[1], options.Heads, size), $"{name}.{part}", order);
        }
    }

    private static Value Hidden(GraphBuilder builder, Value x, string name, VisionTransformerOptions options)
    {
        var y = builder.Gelu(builder.Project(x, $"{name}.hidden", options.Hidden, Deviation), $"{name}.gelu");
        y = builder.Project(Dropped(builder, y, $"{name}.hidden", options), $"{name}.output", options.Width, Deviation);
        return Dropped(builder, y, $"{name}.output", options);
    }

    private static Value Head(GraphBuilder builder, Value x, VisionTransformerOptions options)
    {
        var own = builder.Linear(Token(0), options.Distilled ? "head.class" : "classifier", options.Classes, deviation: Deviation);
        return !options.Distilled ? own
            : builder.Multiply(
                builder.Add(own, builder.Linear(Token(1), "head.distillation", options.Classes, deviation: Deviation), "head.sum"),
                builder.Number("head.half", 0.5f),
                "head.mean");

        Value Token(int index) => builder.Flatten(builder.Slice(x, $"head.token{index}", [1], [index], [index + 1]), $"head.token{index}.flat");
    }

    private static Value Dropped(GraphBuilder builder, Value x, string name, VisionTransformerOptions options) =>
        options.Dropout > 0 ? builder.Dropout(x, $"{name}.dropout", options.Dropout) : x;
}
