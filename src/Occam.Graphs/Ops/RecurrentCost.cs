using Occam.Graphs.Shapes;

namespace Occam.Graphs.Ops;

/// <summary>The cost of recurrent operators.</summary>
internal static class RecurrentCost
{
    /// <summary>Every step of every sequence multiplies by all input and recurrence weights of all directions.</summary>
    public static long Macs(Node node, ShapeTable shapes) =>
        shapes.Dimensions(node.Input(0)) is [var a, var b, _]
            ? a * b * (shapes.Count(node.Input(1)) + shapes.Count(node.Input(2)))
            : 0;
}
