namespace Occam.Graphs.Channels;

/// <summary>Reads what the channels of a unit are from the positions at which the first one leaves.</summary>
internal static class UnitKinds
{
    /// <summary>Finds the kind, and how many positions of its maker's output a channel takes.</summary>
    public static (UnitKind Kind, int Positions) Of(IReadOnlyList<Node> producers, IReadOnlyList<Cut> cuts)
    {
        var made = producers.SelectMany(node => node.Outputs.OfType<Value>()).ToHashSet();
        var positions = (cuts.FirstOrDefault(cut => made.Contains(cut.Value)) ?? cuts[0]).Positions;
        if (positions.Count == 1)
        {
            return (UnitKind.Plain, 1);
        }

        var isAttention = cuts.Any(cut => cut.Value.Uses.Any(use => IsProduct(use.Node)));
        var isBlock = positions[1] == positions[0] + 1;
        return (isAttention ? isBlock ? UnitKind.Head : UnitKind.HeadDimension : isBlock ? UnitKind.Group : UnitKind.Index, positions.Count);
    }

    // A product of two computed tensors.
    private static bool IsProduct(Node node) => node.OpType is "MatMul" or "Einsum" && node.Inputs.All(value => value is { IsConstant: false });
}
