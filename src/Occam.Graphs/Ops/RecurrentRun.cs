using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Runs a recurrent operator: arranges layouts, directions and states around the cell's own recurrence.</summary>
internal static class RecurrentRun
{
    /// <summary>Computes one direction: the hidden states of all steps [S, N, H], and the last states [N, H].</summary>
    public delegate (Tensor Sequence, Tensor[] States) Cell(RecurrentDirection direction);

    /// <summary>The kernel of a recurrent operator with inputs X, W, R, B, sequence_lens, initial states, and for LSTM peepholes.</summary>
    public static Kernel Kernel(Node node, RecurrentAttributes attributes, int stateCount, Cell cell) => (inputs, _) =>
    {
        Tensor? Optional(int index) => inputs.Length > index ? inputs[index] : null;
        var x = attributes.BatchFirst ? inputs[0]!.transpose(0, 1) : inputs[0]!;
        RequireFullSequences(node, Optional(4), x.size(0));
        RequireWeights(node, x, inputs[1]!, inputs[2]!, Optional(3), attributes.Reverse.Length);
        var sequences = new List<Tensor>();
        var states = new List<Tensor>[stateCount];
        for (var i = 0; i < stateCount; i++)
        {
            states[i] = [];
        }

        for (var d = 0; d < attributes.Reverse.Length; d++)
        {
            var recurrence = inputs[2]!.select(0, d);
            var initial = new Tensor[stateCount];
            for (var i = 0; i < stateCount; i++)
            {
                initial[i] = Optional(5 + i)?.select(attributes.BatchFirst ? 1 : 0, d) ?? zeros([x.size(1), recurrence.size(1)], x.dtype, x.device);
            }

            var time = attributes.Reverse[d] ? x.flip([0]) : x;
            var (sequence, last) = cell(new(time, inputs[1]!.select(0, d), recurrence, Optional(3)?.select(0, d), initial, Optional(5 + stateCount)?.select(0, d)));
            sequences.Add(attributes.Reverse[d] ? sequence.flip([0]) : sequence);
            for (var i = 0; i < stateCount; i++)
            {
                states[i].Add(last[i]);
            }
        }

        // [S, D, N, H], or with the batch first [N, S, D, H].
        var y = attributes.BatchFirst ? Join(sequences, 2).transpose(0, 1) : Join(sequences, 1);
        return [y, .. states.Select(list => Join(list, attributes.BatchFirst ? 1 : 0))];
    };

    private static Tensor Join(List<Tensor> tensors, long axis) => tensors is [var single] ? single.unsqueeze(axis) : stack(tensors, axis);

    private static void RequireFullSequences(Node node, Tensor? lengths, long steps)
    {
        if (lengths?.ToLongs() is { } given && Array.Exists(given, length => length != steps))
        {
            throw GraphException.At(node, $"sequence_lens [{string.Join(',', given)}] are not supported; all sequences have to have all {steps} steps.");
        }
    }

    // The fused kernels of LibTorch read weights of other sizes without complaint.
    private static void RequireWeights(Node node, Tensor x, Tensor weight, Tensor recurrence, Tensor? bias, int directions)
    {
        var hidden = recurrence.size(-1);
        var rows = recurrence.dim() == 3 ? recurrence.size(1) : 0;
        long[] wanted = [directions, rows, x.size(-1)];
        if (x.dim() != 3 || hidden == 0 || rows % Math.Max(hidden, 1) != 0 || rows == 0 || recurrence.size(0) != directions)
        {
            throw GraphException.At(node, $"takes an input of three axes and recurrence weights [{directions}, gates x hidden, hidden], but they are [{string.Join(',', x.shape)}] and [{string.Join(',', recurrence.shape)}].");
        }

        if (!weight.shape.AsSpan().SequenceEqual(wanted) || (bias is not null && !bias.shape.AsSpan().SequenceEqual([directions, 2 * rows])))
        {
            throw GraphException.At(node, $"takes weights [{string.Join(',', wanted)}] and biases [{directions},{2 * rows}], but they are [{string.Join(',', weight.shape)}] and [{string.Join(',', bias?.shape ?? [])}].");
        }
    }
}
