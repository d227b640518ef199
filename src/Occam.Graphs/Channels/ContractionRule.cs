namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Contraction"/>
internal sealed class ContractionRule : AxisRule
{
    private const int Rows = 1;
    private const int Contracted = 2;
    private const int Columns = 3;

    internal override void Trace(Node node, ChannelTrace trace)
    {
        var (left, right) = (node.Input(0), node.Input(1));
        var gemm = node.OpType == "Gemm";
        var (transA, transB) = (gemm && node.Int("transA", 0) != 0, gemm && node.Int("transB", 0) != 0);
        if (right.IsConstant && !left.IsConstant && !transA && trace.Sizes(right).Length == 2)
        {
            Weighted(node, trace, transB);
            return;
        }

        if (!gemm && !right.IsConstant && !left.IsConstant && trace.Sizes(left).Length > 1 && trace.Sizes(right).Length > 1)
        {
            ProductRule.Trace(node, trace);
            return;
        }

        var (leftLabels, rightLabels) = (Labels(left, Rows, Contracted, transA), Labels(right, Contracted, Columns, transB));
        int[] batch = [.. leftLabels.Union(rightLabels).Where(label => label < 0).Order()];
        int[] output = [.. batch, .. leftLabels.Where(label => label == Rows), .. rightLabels.Where(label => label == Columns)];
        new LabelledProduct(node, trace, output).Trace(left, leftLabels, right, rightLabels);
        if (gemm && node.OptionalInput(2) is { } bias)
        {
            BindBias(node, trace, bias, trace.Of(node.Outputs[0]!));
        }

        // Labels of [..., a, b]; a vector has only the contracted one, axes before are counted from the end.
        int[] Labels(Value value, int a, int b, bool exchanged)
        {
            var rank = trace.Sizes(value).Length;
            int[] last = rank == 1 ? [Contracted] : exchanged ? [b, a] : [a, b];
            return [.. Enumerable.Range(-Math.Max(0, rank - 2), Math.Max(0, rank - 2)), .. last];
        }
    }

    /// <summary>Ids for the output channels of a weighted operator; none for a single one, which could not leave.</summary>
    internal static long[] Produce(Node node, ChannelTrace trace, long count)
    {
        if (count == 1)
        {
            trace.Single.Add(node);
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
        else if (trace.Sizes(bias) is { Length: > 0 } sizes && Array.Exists(sizes, size => size > 1))
        {
            trace.Bind(bias, ids.ReduceTo(sizes), ConvolutionRule.Shared(bias, node));
        }
    }
}
