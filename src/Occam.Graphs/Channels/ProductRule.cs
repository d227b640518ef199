namespace Occam.Graphs.Channels;

/// <summary>
/// A product of two computed tensors [..., M, K] x [..., K, N], as in attention: contracted ids of both operands are tied, ids along M or N
/// pass, and what stands at one position of a batch axis (a head) leaves as a whole or not at all.
/// </summary>
internal static class ProductRule
{
    public static void Trace(Node node, ChannelTrace trace)
    {
        var output = node.Outputs[0]!;
        var rank = trace.Sizes(output).Length;
        if (Multiply(node, trace, trace.Of(node.Input(0)).WithRank(rank), trace.Of(node.Input(1)).WithRank(rank)) is { } result)
        {
            trace.Set(output, result);
        }
    }

    /// <summary>The ids of a product; null where there are none, or where they are frozen.</summary>
    public static IdTensor? Multiply(Node node, ChannelTrace trace, IdTensor left, IdTensor right)
    {
        var rank = left.Sizes.Length;
        if (left.IsEmpty && right.IsEmpty)
        {
            return null;
        }

        var (rows, columns) = (rank - 2, rank - 1);
        var leftContracts = left.Sizes[columns] > 1;
        var rightContracts = right.Sizes[rows] > 1;
        var leftPasses = left.Sizes[rows] > 1;
        var rightPasses = right.Sizes[columns] > 1;
        if ((leftContracts && leftPasses) || (rightContracts && rightPasses) || (leftPasses && rightPasses))
        {
            FreezeBoth($"lies along two axes of the product '{node.Name}'");
            return null;
        }

        if (leftContracts != rightContracts)
        {
            FreezeBoth($"is contracted with an axis without channels at '{node.Name}'");
            return null;
        }

        if (leftContracts)
        {
            Contract(node, trace, left, right);
        }

        return Heads(node, trace, left, right, leftPasses ? left : rightPasses ? right : null);

        void FreezeBoth(string reason)
        {
            trace.Freeze(left, reason);
            trace.Freeze(right, reason);
        }
    }

    private static void Contract(Node node, ChannelTrace trace, IdTensor left, IdTensor right)
    {
        // A product of two channels is zero where one of them is.
        if (trace.WhyNotZero(node.Input(0)) is { } why && trace.WhyNotZero(node.Input(1)) is not null)
        {
            foreach (var place in new[] { trace.PlaceOf(node.Input(0)), trace.PlaceOf(node.Input(1)) }.OfType<Place>())
            {
                Array.ForEach(place.Ids.Axes, axis => place.MarkNotZeroEquivalent(axis, why));
            }
        }

        // [..., 1, K] meets [..., K, 1]: the same order of elements when the last two axes are exchanged.
        var reason = $"is contracted with a fixed channel at '{node.Name}' ({node.OpType})";
        if (left.Ids.Length != right.Ids.Length)
        {
            trace.Freeze(left, reason);
            trace.Freeze(right, reason);
            return;
        }

        foreach (var (a, b) in left.Ids.Zip(right.Ids))
        {
            if (a != b)
            {
                trace.Ids.Unite(a, b, reason);
            }
        }
    }

    private static IdTensor Heads(Node node, ChannelTrace trace, IdTensor left, IdTensor right, IdTensor? passing)
    {
        var rank = left.Sizes.Length;
        var batch = Enumerable.Range(0, rank - 2).Where(axis => left.Sizes[axis] > 1 || right.Sizes[axis] > 1).ToArray();
        if (batch.Length == 0)
        {
            return passing ?? IdTensor.None(rank);
        }

        if (batch.Length > 1)
        {
            var several = $"lies along several batch axes of the product '{node.Name}'";
            trace.Freeze(left, several);
            trace.Freeze(right, several);
            return IdTensor.None(rank);
        }

        var axis = batch[0];
        var size = Math.Max(left.Sizes[axis], right.Sizes[axis]);
        var result = passing ?? IdTensor.Along(axis, rank, trace.Ids.Fresh(size));
        var operands = new[] { left, right, result }.Select(ids => Positions(ids, axis, size)).ToArray();
        for (var i = 0; i < size; i++)
        {
            trace.Ties.Add(new Tie([.. operands.Select(sets => sets[i])], $"shares a head with fixed channels at '{node.Name}'"));
        }

        return result;
    }

    private static HashSet<long>[] Positions(IdTensor ids, int axis, long size)
    {
        var positions = ids.Positions(axis);
        return positions.Length == size ? positions : [.. Enumerable.Repeat(positions[0], (int)size)];
    }
}
