using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Pearson distillation: half the mean squared difference of the maps, each channel standardised over samples and positions ((x - mean) / (unbiased deviation + 1e-6)). Maps [N, C, H, W]; sizes may differ.
/// </summary>
/// <remarks>Cao et al., "PKD: general distillation framework for object detectors via Pearson correlation coefficient", NeurIPS 2022, equation 3.</remarks>
public sealed class PkdLoss : PairLoss
{
    private static readonly Scalar One = 1;
    private static readonly Scalar Half = 0.5;
    private static readonly Scalar Epsilon = 1e-6;
    private readonly bool _resizeStudent;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PkdLoss(PkdOptions options)
        : base(options) => _resizeStudent = options.ResizeStudent;

    /// <inheritdoc/>
    protected override string? Problem(long[] student, long[] teacher) => student.Length == 4 && teacher.Length == 4 && student[0] == teacher[0] && student[1] == teacher[1]
            ? null
            : $"student and teacher have to be maps [N, C, H, W] of one N and C, but are {Text(student)} and {Text(teacher)}.";

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        if (student.shape[2] != teacher.shape[2] || student.shape[3] != teacher.shape[3])
        {
            student = _resizeStudent ? Resize(student, teacher) : student;
            teacher = _resizeStudent ? teacher : Resize(teacher, student);
        }

        return Standard(student).sub(Standard(teacher)).square().mean().mul(Half);
    }

    // Each channel over samples and positions to mean 0 and (unbiased) deviation 1.
    private static Tensor Standard(Tensor map)
    {
        var rows = map.transpose(0, 1).flatten(1);
        return rows.sub(rows.mean([1], keepdim: true)).div(rows.std(1L, unbiased: true, keepdim: true).add(Epsilon, One));
    }

    private static Tensor Resize(Tensor map, Tensor like) => nn.functional.interpolate(map, [like.shape[2], like.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
}
