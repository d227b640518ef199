using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Matching of relations: tau^2 * (inter * (1 - mean correlation of the rows) + intra * (1 - mean correlation of the columns)) of softmax(S / tau) and softmax(T / tau). Logits [N, classes].
/// </summary>
/// <remarks>Huang et al., "Knowledge distillation from a stronger teacher", NeurIPS 2022, equations 6 to 9; 1e-8 is added to the product of norms.</remarks>
public sealed class DistLoss : PairLoss
{
    private static readonly Scalar Epsilon = 1e-8;
    private static readonly Scalar One = 1;
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _factor;
    private readonly Scalar _inter;
    private readonly Scalar _intra;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DistLoss(DistOptions options)
        : base(options)
    {
        _inverseTemperature = 1 / options.Temperature;
        _factor = options.Temperature * options.Temperature;
        _inter = options.InterWeight;
        _intra = options.IntraWeight;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _inverseTemperature.Dispose();
        _factor.Dispose();
        _inter.Dispose();
        _intra.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override string? Problem(long[] student, long[] teacher) => Logits(student, teacher);

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        var (s, t) = (student.mul(_inverseTemperature).softmax(1), teacher.mul(_inverseTemperature).softmax(1));
        return Distance(s, t).mul(_inter).add(Distance(s.t(), t.t()).mul(_intra), One).mul(_factor);
    }

    // 1 - the mean correlation of the rows.
    private static Tensor Distance(Tensor a, Tensor b)
    {
        var (x, y) = (a.sub(a.mean([1], keepdim: true)), b.sub(b.mean([1], keepdim: true)));
        var norms = linalg.vector_norm(x, dims: [1]).mul(linalg.vector_norm(y, dims: [1])).add(Epsilon, One);
        return x.mul(y).sum(1).div(norms).mean().neg().add(One, One);
    }
}
