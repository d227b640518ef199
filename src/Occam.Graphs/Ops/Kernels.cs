using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Kernels of the common forms.</summary>
internal static class Kernels
{
    /// <summary>One input, one output.</summary>
    public static Kernel Unary(Func<Tensor, Tensor> compute) => (inputs, _) => [compute(inputs[0]!)];

    /// <summary>Two inputs, one output.</summary>
    public static Kernel Binary(Func<Tensor, Tensor, Tensor> compute) => (inputs, _) => [compute(inputs[0]!, inputs[1]!)];

    /// <summary>Any number of inputs, at least one, combined from the first to the last.</summary>
    public static Kernel Fold(Func<Tensor, Tensor, Tensor> compute) =>
        (inputs, _) => [inputs.Length == 1 ? inputs[0]!.alias() : inputs.Skip(1).Aggregate(inputs[0]!, (a, b) => compute(a, b!))];

    /// <summary>For shapes: a kernel that keeps the channels of [N, C, ...] apart, run on one channel of one instance.</summary>
    public static Kernel OneChannel(Kernel kernel) => (inputs, context) =>
    {
        var x = inputs[0]!;
        return x.dim() < 3 || x.numel() == 0
            ? kernel(inputs, context)
            : Array.ConvertAll(kernel([x.narrow(0, 0, 1).narrow(1, 0, 1), .. inputs[1..]], context), y => y.expand([x.size(0), x.size(1), .. y.shape[2..]]));
    };
}
