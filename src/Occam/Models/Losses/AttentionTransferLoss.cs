using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Attention transfer: the mean of (Q_s - Q_t)^2 with Q = the mean over channels of x^2, flattened and scaled to length 1. Maps [N, C, ...]; channels may differ.
/// </summary>
/// <remarks>Zagoruyko and Komodakis, "Paying more attention to attention", ICLR 2017, section 3.1, with the mean for the sum.</remarks>
public sealed class AttentionTransferLoss : PairLoss
{
    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public AttentionTransferLoss(AttentionTransferOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override string? Problem(long[] student, long[] teacher) => student.Length >= 3 && teacher.Length == student.Length && student[0] == teacher[0] && student.AsSpan(2).SequenceEqual(teacher.AsSpan(2))
            ? null
            : $"student and teacher have to be maps [N, C, ...] of one size, but are {Text(student)} and {Text(teacher)}.";

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        return Attention(student).sub(Attention(teacher)).square().mean();
    }

    private static Tensor Attention(Tensor map) => nn.functional.normalize(map.square().mean([1]).flatten(1));
}
