using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>The tensors of one direction of a recurrent operator, in the order of time in which it runs.</summary>
/// <param name="Sequence">The input [S, N, I].</param>
/// <param name="Weight">Input weights [gates H, I].</param>
/// <param name="Recurrence">Recurrence weights [gates H, H].</param>
/// <param name="Bias">Input and recurrence biases [2 gates H], or null.</param>
/// <param name="States">The initial states [N, H]: hidden, and for LSTM the cell.</param>
/// <param name="Peephole">Peephole weights [3 H] of LSTM, or null.</param>
internal sealed record RecurrentDirection(Tensor Sequence, Tensor Weight, Tensor Recurrence, Tensor? Bias, Tensor[] States, Tensor? Peephole)
{
    /// <summary>The size of the hidden state.</summary>
    public long Hidden => Recurrence.size(1);

    /// <summary>The input bias [gates H], or null.</summary>
    public Tensor? InputBias => Bias?.narrow(0, 0, Bias.size(0) / 2);

    /// <summary>The recurrence bias [gates H], or null.</summary>
    public Tensor? RecurrenceBias => Bias?.narrow(0, Bias.size(0) / 2, Bias.size(0) / 2);
}
