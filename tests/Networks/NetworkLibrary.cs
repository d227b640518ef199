using Occam.Graphs;

namespace Occam.Testing.Networks;

/// <summary>About a hundred small networks of many styles, by name.</summary>
internal static class NetworkLibrary
{
    private static readonly (string Name, long Opset, Func<Drawing, Graph> Draw)[] Styles =
    [
        .. new[] { "Relu", "Relu6", "LeakyRelu", "PRelu", "Sigmoid", "Silu", "HardSwish", "Tanh", "Elu", "Gelu", "Softplus", "ClipHigh", "Selu", "Softsign" }
            .Select(activation => Style($"plain-{activation.ToLowerInvariant()}", d => ConvolutionStyles.Plain(d, activation))),
        Style("vgg", d => ConvolutionStyles.Vgg(d, folded: false)), Style("vgg-folded", d => ConvolutionStyles.Vgg(d, folded: true)),
        Style("alexnet", ConvolutionStyles.AlexNet), Style("squeezenet", ConvolutionStyles.Squeeze),
        Style("inception", d => ConvolutionStyles.Inception(d, 1)), Style("inception-deep", d => ConvolutionStyles.Inception(d, 3)),
        Style("dense-4", d => ConvolutionStyles.Dense(d, 4, bottleneck: true)), Style("dense-8", d => ConvolutionStyles.Dense(d, 8, bottleneck: true)), Style("dense-plain", d => ConvolutionStyles.Dense(d, 12, bottleneck: false)),
        Style("mobilenet-v1", ConvolutionStyles.MobileNetV1), Style("multiplier-2", d => ConvolutionStyles.Multiplier(d, 2)), Style("multiplier-3", d => ConvolutionStyles.Multiplier(d, 3)),
        Style("shuffle-2", d => ConvolutionStyles.Shuffle(d, 2)), Style("shuffle-3", d => ConvolutionStyles.Shuffle(d, 3)), Style("shuffle-4", d => ConvolutionStyles.Shuffle(d, 4)),
        Style("shuffle-v2", d => ConvolutionStyles.ShuffleV2(d, chunk: true)), Style("shuffle-v2-sliced", d => ConvolutionStyles.ShuffleV2(d, chunk: false)),
        Style("ghost", d => ConvolutionStyles.Ghost(d, sliced: false)), Style("ghost-sliced", d => ConvolutionStyles.Ghost(d, sliced: true)),
        Style("grouped-2", d => ConvolutionStyles.Grouped(d, 2, twice: false)), Style("grouped-4", d => ConvolutionStyles.Grouped(d, 4, twice: false)), Style("grouped-twice", d => ConvolutionStyles.Grouped(d, 3, twice: true)),
        Style("conv1d", d => ConvolutionStyles.Conv1d(d, dilated: false)), Style("wavenet", d => ConvolutionStyles.Conv1d(d, dilated: true)), Style("conv3d", ConvolutionStyles.Conv3d),
        Style("maxout", ConvolutionStyles.Maxout), Style("shared-weights", ConvolutionStyles.SharedWeights), Style("weight-norm", ConvolutionStyles.WeightNorm), Style("mixture", ConvolutionStyles.Dynamic),
        Style("fasternet", ConvolutionStyles.FasterNet), Style("permuted", ConvolutionStyles.Permuted),
        Style("residual-16", d => ResidualStyles.Basic(d, 16, padded: false)), Style("residual-12", d => ResidualStyles.Basic(d, 12, padded: false)), Style("residual-padded", d => ResidualStyles.Basic(d, 16, padded: true)),
        Style("preactivation", ResidualStyles.PreActivation),
        .. new[] { "", "se", "hard", "linear", "eca", "cbam", "scale", "rezero" }.Select(gate => Style($"bottleneck{(gate.Length > 0 ? "-" : string.Empty)}{gate}", d => ResidualStyles.Bottleneck(d, 1, gate))),
        .. new long[] { 2, 4, 8 }.Select(groups => Style($"resnext-{groups}", d => ResidualStyles.Bottleneck(d, groups))), Style("regnet", d => ResidualStyles.Bottleneck(d, 4, "se")),
        Style("selective-kernel", ResidualStyles.SelectiveKernel), Style("repvgg", d => ResidualStyles.RepVgg(d, identity: true)), Style("repvgg-two", d => ResidualStyles.RepVgg(d, identity: false)),
        Style("inverted-2", d => ResidualStyles.InvertedResidual(d, 2, string.Empty)), Style("inverted-4", d => ResidualStyles.InvertedResidual(d, 4, string.Empty)),
        Style("efficientnet", d => ResidualStyles.InvertedResidual(d, 4, "se")), Style("mobilenet-v3", d => ResidualStyles.InvertedResidual(d, 3, "hard")),
        Style("convnext", d => ResidualStyles.ConvNeXt(d, responseNorm: false)), Style("convnext-v2", d => ResidualStyles.ConvNeXt(d, responseNorm: true)),
        .. new[] { "transposed", "resize", "DCR", "CRD" }.Select(up => Style($"unet-{up.ToLowerInvariant()}", d => ResidualStyles.UNet(d, up))),
        Style("pyramid", d => ResidualStyles.Pyramid(d, shared: false)), Style("pyramid-shared", d => ResidualStyles.Pyramid(d, shared: true)),
        Style("high-resolution", ResidualStyles.HighResolution), Style("hourglass", ResidualStyles.Hourglass), Style("yolo", ResidualStyles.Yolo), Style("cross-stage", ResidualStyles.CrossStage),
        .. new[] { "glu", "swish", "highway", "product", "max" }.Select(kind => Style($"gated-{kind}", d => ResidualStyles.Gated(d, kind))),
        Style("groupnorm-reshaped", d => ResidualStyles.GroupNormed(d, "reshaped")), Style("instancenorm", d => ResidualStyles.GroupNormed(d, "instance")), Style("groupnorm", d => ResidualStyles.GroupNormed(d, "op"), 18),
        Style("decoder", d => ResidualStyles.Decoder(d, 1)), Style("decoder-grouped", d => ResidualStyles.Decoder(d, 4)), Style("autoencoder", ResidualStyles.AutoEncoder),
        .. new[] { "separate", "fused", "split", "shared", "biased", "linear" }.Select(kind => Style($"vit-{kind}", d => AttentionStyles.Vision(d, kind, classToken: kind is "fused" or "separate"))),
        Style("windows", d => AttentionStyles.Windows(d, shifted: false)), Style("windows-shifted", d => AttentionStyles.Windows(d, shifted: true)),
        Style("mixer", d => AttentionStyles.Mixer(d, gated: false)), Style("mixer-gated", d => AttentionStyles.Mixer(d, gated: true)), Style("cross-attention", AttentionStyles.Cross), Style("einsum", AttentionStyles.Einsum),
        Style("non-local", AttentionStyles.NonLocal), Style("mobilevit", AttentionStyles.MobileVit), Style("rotary", AttentionStyles.Rotary), Style("root-mean-square", AttentionStyles.RootMeanSquare),
        .. new[] { "relu", "norm", "batch", "matmul" }.Select(kind => Style($"mlp-{kind}", d => SequenceStyles.Perceptron(d, kind))),
        .. new[] { ("LSTM", false, 1), ("LSTM", true, 2), ("GRU", false, 2), ("GRU", true, 1), ("RNN", false, 1) }
            .Select(kind => Style($"{kind.Item1.ToLowerInvariant()}-{(kind.Item2 ? "both" : "forward")}-{kind.Item3}", d => SequenceStyles.Recurrent(d, kind.Item1, kind.Item2, kind.Item3))),
        Style("words-mean", d => SequenceStyles.Words(d, "mean")), Style("words-convolution", d => SequenceStyles.Words(d, "convolution")), Style("words-tied", SequenceStyles.TiedWords),
        Style("towers", SequenceStyles.Towers), Style("cosine", SequenceStyles.Cosine), Style("siamese", SequenceStyles.Siamese), Style("modulated", SequenceStyles.Modulated),
        Style("summed-sigmoid", d => HardStyles.SummedGates(d, "Sigmoid")), Style("summed-exp", d => HardStyles.SummedGates(d, "Exp")), Style("summed-relu", d => HardStyles.SummedGates(d, "Relu")),
        Style("bilinear", d => HardStyles.Bilinear(d, gates: false)), Style("bilinear-gates", d => HardStyles.Bilinear(d, gates: true)), Style("attention-pooling", HardStyles.AttentionPooling),
        Style("poles", HardStyles.Poles), Style("masked", HardStyles.Masked), Style("converted", HardStyles.Converted), Style("two-outputs", HardStyles.TwoOutputs), Style("shared-bias", HardStyles.SharedBias),
        Style("shifted", HardStyles.Shifted), Style("padded-with-one", HardStyles.PaddedWithOne), Style("beside-input", HardStyles.BesideInput), Style("outer-product", HardStyles.OuterProduct),
        Style("focus", HardStyles.Focus), Style("statistics", HardStyles.Statistics), Style("top-tokens", HardStyles.TopTokens), Style("half-precision-scale", HardStyles.HalfPrecisionScale),
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Styles.Select(style => style.Name)];

    /// <summary>Draws a network; the caller disposes it.</summary>
    public static Graph Draw(string name)
    {
        var (_, opset, draw) = Array.Find(Styles, style => style.Name == name);
        using var drawing = new Drawing(name, opset);
        return draw(drawing);
    }

    private static (string Name, long Opset, Func<Drawing, Graph> Draw) Style(string name, Func<Drawing, Graph> draw, long opset = 17) => (name, opset, draw);
}
