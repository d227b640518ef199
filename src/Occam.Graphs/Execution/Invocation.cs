using System.Runtime.InteropServices;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Execution;

/// <summary>Calls kernels and says which node failed, on what, when one does.</summary>
internal static class Invocation
{
    /// <summary>Runs a node's kernel.</summary>
    /// <exception cref="GraphException">The kernel failed; the message names the node and the shapes it was given.</exception>
    public static Tensor[] Compute(Node node, Kernel kernel, Tensor?[] arguments, RunContext context)
    {
        try
        {
            return kernel(arguments, context);
        }
        catch (Exception e) when (e is ExternalException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or OverflowException)
        {
            var shapes = string.Join(", ", arguments.Select(x => x is null ? "_" : $"{x.dtype}[{string.Join(',', x.shape)}]"));
            throw new GraphException($"Node '{node.Name}' ({node.OpType}) cannot be computed for inputs {shapes}: {e.Message.Split('\n')[0]}", e);
        }
    }
}
