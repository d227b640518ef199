using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Building;
using static TorchSharp.torch;

namespace Occam.Models.Distillers.Connectors;

/// <summary>
/// Draws the teacher's map from a part of the student's [N, C, H, W]: a 1x1 convolution where the widths differ, a share of positions set to zero (others in every step, the
/// same for all channels), then a 3x3 convolution, Relu and a 3x3 convolution.
/// </summary>
/// <remarks>Yang et al., "Masked generative distillation", ECCV 2022, equations 2 and 3.</remarks>
public sealed class MgdGenerator : Connector
{
    private readonly TorchSharp.Scalar _masked;
    private readonly long[] _positions;
    private readonly Device _device;

    /// <summary>Makes the connector with fresh weights.</summary>
    /// <exception cref="ArgumentException">It is not given maps, or the width is not known.</exception>
    public MgdGenerator(MgdGeneratorOptions options, ConnectorContext context)
        : base(Build(options, context), context.Device)
    {
        _masked = options.Masked;
        (_positions, _device) = ([context.Shape[2], context.Shape[3]], context.Device ?? CPU);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Apply(Tensor input, StepContext context)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(new SplitMix(context.Seed, context.Step).Next(), CPU);
        var kept = rand([input.shape[0], 1, .. _positions], generator: generator).ge(_masked).to(input.dtype).to(_device);
        return [Module.Run([input, kept])[0].MoveToOuterDisposeScope()];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _masked.Dispose();
        base.Dispose(disposing);
    }

    private static Graph Build(MgdGeneratorOptions options, ConnectorContext context)
    {
        context.RequireMap();
        using var builder = new GraphBuilder("connector", context.Seed);
        var x = builder.Input("in", [.. context.Shape.Skip(1)]);
        var kept = builder.Input("kept", 1, context.Shape[2], context.Shape[3]);
        var width = context.Width(options.Channels, "channels");
        x = builder.ShapeOf(x)[1] == width ? x : builder.Conv(x, "align", width, 1, bias: true);
        x = builder.Relu(builder.Conv(builder.Multiply(x, kept, "mask"), "conv1", width, 3, bias: true), "relu");
        return builder.Build(("out", builder.Conv(x, "conv2", width, 3, bias: true)));
    }
}
