using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// LSTM by PyTorch's own operator, which on CPUs is oneDNN's fused layer: 4 to 8 times faster than a loop over the steps.
/// TorchSharp offers it only as a module with weights of its own, so it is called through TorchScript.
/// </summary>
internal static class FusedLstm
{
    private const string Source =
        """
        def lstm(x: Tensor, h: Tensor, c: Tensor, wi: Tensor, wh: Tensor, bi: Tensor, bh: Tensor, train: bool):
            return torch.lstm(x, [h, c], [wi, wh, bi, bh], True, 1, 0.0, train, False, False)


        """;

    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile(Source));

    /// <summary>Computes one direction without peepholes.</summary>
    public static (Tensor Sequence, Tensor[] States) Compute(RecurrentDirection direction)
    {
        var size = direction.Hidden;
        var (weight, recurrence) = (Reorder(direction.Weight, size), Reorder(direction.Recurrence, size));
        var bias = direction.Bias is null ? zeros([4 * size], weight.dtype, weight.device) : Reorder(direction.InputBias!, size);
        var recurrenceBias = direction.Bias is null ? bias : Reorder(direction.RecurrenceBias!, size);
        object[] arguments =
            [direction.Sequence, direction.States[0].unsqueeze(0), direction.States[1].unsqueeze(0), weight, recurrence, bias, recurrenceBias, is_grad_enabled()];
        var (sequence, h, c) = Script.Value.invoke<(Tensor, Tensor, Tensor)>("lstm", arguments);
        return (sequence, [h.squeeze(0), c.squeeze(0)]);
    }

    // ONNX orders the gates i, o, f, c; PyTorch i, f, c, o.
    private static Tensor Reorder(Tensor gates, long size) => cat([gates.narrow(0, 0, size), gates.narrow(0, 2 * size, 2 * size), gates.narrow(0, size, size)], 0);
}
