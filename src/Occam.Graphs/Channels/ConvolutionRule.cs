namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Convolution"/>
/// <remarks>
/// Conv's weight is [O, C / g, ...], ConvTranspose's [C, O / g, ...]. Grouped: position k of every group is tied, for inputs and for
/// outputs. Depthwise (one input channel a group): an output channel is its input channel, whatever the multiplier.
/// </remarks>
internal sealed class ConvolutionRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        var (input, weight, output) = (node.Input(0), node.Input(1), node.Outputs[0]!);
        var ids = trace.Of(input);
        var channels = trace.Sizes(input)[1];
        if (!weight.IsConstant || (node.OptionalInput(2) is { IsConstant: false }))
        {
            foreach (var read in node.Inputs.OfType<Value>())
            {
                trace.Freeze(read, $"is convolved with computed weights at '{node.Name}'");
            }

            return;
        }

        var inputIds = trace.Contracted(ids, 1, channels);
        if (inputIds is null)
        {
            trace.Freeze(ids, $"lies along a spatial axis of '{node.Name}' ({node.OpType})");
            inputIds = new long[channels];
        }

        var outputs = trace.Sizes(output)[1];
        var groups = node.Int("group", 1);
        var transposed = node.OpType == "ConvTranspose";
        var sizes = trace.Sizes(weight);
        var outputIds = groups == 1 ? Dense(node, trace, inputIds, outputs, transposed)
            : channels == groups ? Depthwise(node, trace, inputIds, outputs, transposed)
            : Grouped(node, trace, inputIds, outputs, groups, transposed);
        trace.Set(output, IdTensor.Along(1, sizes.Length, outputIds));
        if (node.OptionalInput(2) is { } bias)
        {
            trace.Bind(bias, IdTensor.Along(0, 1, outputIds), Shared(bias, node));
        }
    }

    internal static string Shared(Value constant, Node node) => $"shares the constant '{constant.Name}' with a fixed width at '{node.Name}'";

    private static long[] Dense(Node node, ChannelTrace trace, long[] inputIds, long outputs, bool transposed)
    {
        var weight = node.Input(1);
        var rank = weight.Constant!.Dimensions.Count;
        var outputIds = ContractionRule.Produce(node, trace, outputs);
        trace.Bind(weight, IdTensor.Along(transposed ? 0 : 1, rank, inputIds), Shared(weight, node));
        trace.Bind(weight, IdTensor.Along(transposed ? 1 : 0, rank, outputIds), Shared(weight, node));
        return outputIds;
    }

    private static long[] Depthwise(Node node, ChannelTrace trace, long[] inputIds, long outputs, bool transposed)
    {
        var weight = node.Input(1);
        var multiplier = outputs / inputIds.LongLength;
        long[] outputIds = [.. Enumerable.Range(0, (int)outputs).Select(o => inputIds[o / multiplier])];
        trace.Bind(weight, IdTensor.Along(0, weight.Constant!.Dimensions.Count, transposed ? inputIds : outputIds), Shared(weight, node));
        return outputIds;
    }

    private static long[] Grouped(Node node, ChannelTrace trace, long[] inputIds, long outputs, long groups, bool transposed)
    {
        var reason = $"enters a grouped convolution '{node.Name}' beside channels that have to stay";
        var weight = node.Input(1);
        var rank = weight.Constant!.Dimensions.Count;
        var (ins, outs) = (inputIds.LongLength / groups, outputs / groups);
        for (var i = ins; i < inputIds.LongLength; i++)
        {
            if (inputIds[i] != inputIds[i % ins])
            {
                trace.Ids.Unite(inputIds[i], inputIds[i % ins], reason);
            }
        }

        var produced = ContractionRule.Produce(node, trace, outs);
        long[] outputIds = [.. Enumerable.Range(0, (int)outputs).Select(o => produced[o % outs])];
        trace.Bind(weight, IdTensor.Along(transposed ? 0 : 1, rank, transposed ? inputIds : inputIds[..(int)ins]), Shared(weight, node));
        trace.Bind(weight, IdTensor.Along(transposed ? 1 : 0, rank, transposed ? produced : outputIds), Shared(weight, node));
        return outputIds;
    }
}
