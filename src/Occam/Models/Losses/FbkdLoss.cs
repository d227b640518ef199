using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Feature-based distillation: a * sqrt(sum (F - T)^2 Ms Mc) + b * |c - mean_hw T| + d * |p - mean_c T| + e * |R - r|, with Euclidean lengths over the whole batch. The masks are
/// means of student's and teacher's: Ms = H W softmax over positions of mean_c |x| / tau, Mc = C softmax over channels of mean_hw |x| / tau. Arguments: <c>student</c> and
/// <c>teacher</c> T, maps [N, C, H, W] of one shape; from the connector of the student <c>student_feature</c> F [N, C, H, W], <c>student_channel</c> c [N, C],
/// <c>student_spatial</c> p [N, 1, H, W], <c>student_relation</c> R [N, C, H, W]; from the teacher's <c>teacher_relation</c> r [N, C, H, W].
/// </summary>
/// <remarks>
/// Zhang and Ma, "Improve object detection with feature-based knowledge distillation", ICLR 2021, equations 4 to 8. The masks are not differentiated, and nothing flows to the
/// teacher's map; to r it does, because the teacher's non-local block is trained too. A length of 0 has the gradient 0.
/// </remarks>
public sealed class FbkdLoss : Loss
{
    private static readonly Scalar One = 1;
    private static readonly Scalar Half = 0.5;
    private static readonly Scalar Smallest = 1e-24;
    private readonly Scalar _inverseTemperature;
    private readonly Scalar[] _weights;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FbkdLoss(FbkdOptions options)
        : base(options)
    {
        _inverseTemperature = 1 / options.Temperature;
        _weights = [.. new[] { options.FeatureWeight, options.ChannelWeight, options.SpatialWeight, options.RelationWeight }.Select(weight => (Scalar)weight)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Arguments { get; } =
        ["student", "student_feature", "student_channel", "student_spatial", "student_relation", "teacher", "teacher_relation"];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _inverseTemperature.Dispose();
        Array.ForEach(_weights, weight => weight.Dispose());
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override string? Problem(IReadOnlyList<long[]> shapes)
    {
        if (shapes[5] is not [var n, var c, var h, var w])
        {
            return $"teacher has to be maps [N, C, H, W], but is {Text(shapes[5])}.";
        }

        long[] map = [n, c, h, w];
        long[][] wanted = [map, map, [n, c], [n, 1, h, w], map, map, map];
        var wrong = Enumerable.Range(0, wanted.Length).Where(i => !wanted[i].AsSpan().SequenceEqual(shapes[i])).Select(i => $"{Arguments[i]} has to be {Text(wanted[i])}, but is {Text(shapes[i])}").ToArray();
        return wrong.Length == 0 ? null : $"{string.Join("; ", wrong)}; a connector can adapt them.";
    }

    /// <inheritdoc/>
    protected override Tensor Measure(IReadOnlyList<Tensor> tensors)
    {
        var (student, feature, channel, spatial, relation) = (tensors[0].detach(), tensors[1], tensors[2], tensors[3], tensors[4]);
        var (teacher, taught) = (tensors[5].detach(), tensors[6]);
        var positions = Spatial(student).add(Spatial(teacher), One).mul(Half);
        var channels = Channels(student).add(Channels(teacher), One).mul(Half);
        Tensor[] parts =
        [
            Length(feature.sub(teacher).square().mul(positions).mul(channels)),
            Length(channel.sub(teacher.mean([2, 3])).square()),
            Length(spatial.sub(teacher.mean([1], keepdim: true)).square()),
            Length(relation.sub(taught).square()),
        ];
        return parts.Zip(_weights, (part, weight) => part.mul(weight)).Aggregate((a, b) => a.add(b, One));
    }

    private static Tensor Length(Tensor squares) => squares.sum().clamp_min(Smallest).sqrt();

    private Tensor Spatial(Tensor map)
    {
        using Scalar count = map.shape[2] * map.shape[3];
        return map.abs().mean([1], keepdim: true).mul(_inverseTemperature).flatten(2).softmax(2).mul(count).reshape(map.shape[0], 1, map.shape[2], map.shape[3]);
    }

    private Tensor Channels(Tensor map)
    {
        using Scalar count = map.shape[1];
        return map.abs().mean([2, 3], keepdim: true).mul(_inverseTemperature).softmax(1).mul(count);
    }
}
