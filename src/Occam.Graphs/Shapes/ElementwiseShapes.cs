using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Shapes;

/// <summary>
/// Shapes of large elementwise results without computing them: the kernel runs on the first element of each operand, which shows the type,
/// and the sizes are those of broadcasting. Small tensors are computed, because shape sub-graphs read their numbers.
/// </summary>
internal static class ElementwiseShapes
{
    private const long Small = 4096;

    /// <summary>Whether the short way is open: an elementwise operator on a large floating-point tensor, nothing empty.</summary>
    public static bool Applies(Operator op, Tensor?[] arguments) =>
        op.Axes is ElementwiseRule && arguments.Any(x => x is not null && x.numel() > Small && x.is_floating_point())
        && Array.TrueForAll(arguments, x => x is null || x.numel() > 0) && CanBroadcast(arguments);

    /// <summary>Tensors of the outputs' sizes and types, whose numbers do not matter.</summary>
    public static Tensor[] Compute(Node node, Operator op, Tensor?[] arguments)
    {
        var sizes = Broadcast(arguments);
        var results = Invocation.Compute(node, op.Bind(node), [.. arguments.Select(First)], RunContext.Inference);
        return [.. results.Select(result => result.expand(sizes))];
    }

    private static Tensor? First(Tensor? x)
    {
        for (var axis = 0; axis < x?.dim(); axis++)
        {
            x = x.narrow(axis, 0, 1);
        }

        return x;
    }

    private static long[] Broadcast(Tensor?[] arguments)
    {
        var sizes = new long[arguments.Max(x => x?.dim() ?? 0)];
        Array.Fill(sizes, 1);
        foreach (var x in arguments.OfType<Tensor>())
        {
            var shape = x.shape;
            for (var i = 1; i <= shape.Length; i++)
            {
                sizes[^i] = Math.Max(sizes[^i], shape[^i]);
            }
        }

        return sizes;
    }

    private static bool CanBroadcast(Tensor?[] arguments)
    {
        var sizes = Broadcast(arguments);
        return arguments.OfType<Tensor>().All(x => x.shape.Index().All(pair => pair.Item == 1 || pair.Item == sizes[pair.Index + sizes.Length - x.dim()]));
    }
}
