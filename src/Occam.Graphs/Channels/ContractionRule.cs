namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Contraction"/>
internal sealed class ContractionRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        if (node.Operator is { Name: "Gemm" or "MatMul" } op)
        {
            var (left, right) = (node.Input(0), node.Input(1));
            var transposed = op.Name == "Gemm" && node.Int("transA", 0) != 0;
            if (right.IsConstant && !left.IsConstant && !transposed && trace.Sizes(right).Length == 2)
            {
                Weighted(node, trace, op.Name == "Gemm" && node.Int("transB", 0) != 0);
                return;
            }

            if (op.Name == "MatMul" && !right.IsConstant && !left.IsConstant && trace.Sizes(left).Length > 1 && trace.Sizes(right).Length > 1)
            {
                ProductRule.Trace(node, trace);
                return;
            }
        }

        Boundary.Trace(node, trace);
    }

    /// <summary>Ids for the output channels of a weighted operator; none for a single one, which could not leave.</summary>
    internal static long[] Produce(Node node, ChannelTrace trace, long count)
    {
        if (count == 1)
        {
            return [0];
        }

        return trace.Produced[node] = trace.Ids.Fresh(count);
    }

    private static void Weighted(Node node, ChannelTrace trace, bool transposedWeight)
    {
        var (input, weight, output) = (node.Input(0), node.Input(1), node.Outputs[0]!);
        var sizes = trace.Sizes(input);
        var ids = trace.Of(input);
        var inputIds = trace.Contracted(ids, sizes.Length - 1, sizes[^1]);
        if (inputIds is null)
        {
            Pass(node, trace, ids);
            return;
        }

        var outputs = trace.Sizes(output)[^1];
        var outputIds = Produce(node, trace, outputs);
        trace.Bind(weight, IdTensor.Along(transposedWeight ? 1 : 0, 2, inputIds), ConvolutionRule.Shared(weight, node));
        trace.Bind(weight, IdTensor.Along(transposedWeight ? 0 : 1, 2, outputIds), ConvolutionRule.Shared(weight, node));
        trace.Set(output, IdTensor.Along(trace.Sizes(output).Length - 1, trace.Sizes(output).Length, outputIds));
        if (node.OptionalInput(2) is { } bias)
        {
            BindBias(node, trace, bias, trace.Of(output));
        }
    }

    // Channels along another axis (tokens are mixed, channels pass): the product's own outputs would lie across them.
    private static void Pass(Node node, ChannelTrace trace, IdTensor ids)
    {
        var output = node.Outputs[0]!;
        foreach (var id in Produce(node, trace, trace.Sizes(output)[^1]))
        {
            trace.Ids.Freeze(id, $"lies across the channels that pass through '{node.Name}' ({node.OpType})");
        }

        trace.Set(output, ids);
    }

    private static void BindBias(Node node, ChannelTrace trace, Value bias, IdTensor ids)
    {
        if (!bias.IsConstant)
        {
            trace.Freeze(ids, $"is added to a computed value at '{node.Name}' ({node.OpType})");
        }
        else if (trace.Sizes(bias) is { Length: > 0 } sizes && sizes[^1] > 1)
        {
            trace.Bind(bias, ids.ReduceTo(sizes), ConvolutionRule.Shared(bias, node));
        }
    }
}
