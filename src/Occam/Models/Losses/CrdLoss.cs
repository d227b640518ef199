using Occam.Datasets.Loading;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Contrastive distillation: each sample's embedding is to be told from those of K others, the student's against a memory of the teacher's and the other way round.
/// With p_j = exp(v_j . x / tau) / Z for the sample itself (j = 0) and K others, and m = K / M for M training images:
/// -(log(p_0 / (p_0 + m + 1e-7)) + sum_j log(m / (p_j + m + 1e-7))), the mean over the batch, in both directions, summed. Z is M times the mean of the first batch's exp, then
/// fixed. Afterwards the memories move to the new embeddings: v = unit(momentum * v + (1 - momentum) * x). Arguments: <c>student</c> and <c>teacher</c>, unit embeddings
/// [N, dimensions] of a head each (connectors); <c>indices</c>, the images' places in the training data, int64 [N].
/// </summary>
/// <remarks>
/// Tian, Krishnan and Isola, "Contrastive representation distillation", ICLR 2020, equations 10 and 17, as in the authors' code. The others are images
/// of other classes where the labels are known, otherwise any other image, drawn anew in every step from the seed. The gradient flows to both heads; the teacher itself is frozen. The loss's weight counts, which a well-known implementation ignores.
/// </remarks>
public sealed class CrdLoss : Loss
{
    private static readonly Scalar One = 1;
    private const double Epsilon = 1e-7;
    private readonly CrdOptions _options;
    private readonly OtherSamples _others;
    private readonly int _samples;
    private readonly int _seed;
    private readonly Tensor _students;
    private readonly Tensor _teachers;
    private readonly Tensor _constants = zeros(2, ScalarType.Float64).DetachFromDisposeScope();
    private readonly Tensor _steps = zeros(1, ScalarType.Int64).DetachFromDisposeScope();
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _momentum;
    private readonly Scalar _rest;
    private readonly Scalar _noise;
    private readonly Scalar _noiseEpsilon;

    /// <summary>Creates the loss with random memories.</summary>
    /// <param name="options">The options.</param>
    /// <param name="samples">The training images, at least 2.</param>
    /// <param name="seed">The seed of memories and of the others that are drawn.</param>
    /// <param name="labels">The class of each training image, or null: then the others are any other images.</param>
    /// <param name="type">The type of the embeddings. Default float32.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CrdLoss(CrdOptions options, int samples, int seed, IReadOnlyList<int>? labels = null, ScalarType type = ScalarType.Float32)
        : base(options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        (_options, _samples, _seed) = (options, samples, seed);
        _others = new(samples, options.OtherClasses ? labels : null);
        var noise = (double)options.Negatives / samples;
        (_inverseTemperature, _momentum, _rest) = (1 / options.Temperature, options.Momentum, 1 - options.Momentum);
        (_noise, _noiseEpsilon) = (noise, noise + Epsilon);
        (_students, _teachers) = (Memory(0, type), Memory(1, type));
    }

    /// <summary>student, teacher, indices.</summary>
    public override IReadOnlyList<string> Arguments { get; } = ["student", "teacher", "indices"];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> StateTensors =>
        [("students", _students), ("teachers", _teachers), ("constants", _constants), ("steps", _steps)];

    /// <summary>Computes the loss, and remembers the embeddings.</summary>
    /// <param name="student">The student's unit embeddings [N, dimensions].</param>
    /// <param name="teacher">The teacher's.</param>
    /// <param name="indices">The images' places in the training data, int64 [N].</param>
    /// <returns>A scalar, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes do not suit the loss.</exception>
    public Tensor Compute(Tensor student, Tensor teacher, Tensor indices) => base.Compute(student, teacher, indices);

    /// <summary>The places that the next step compares with: a row for each index, itself first, then the others, int64 [N, 1 + K].</summary>
    public Tensor Draw(Tensor indices)
    {
        using var scope = NewDisposeScope();
        var own = indices.cpu().data<long>().ToArray();
        var row = 1 + _options.Negatives;
        var places = new long[own.Length * row];
        var step = _steps.item<long>();
        for (var i = 0; i < own.Length; i++)
        {
            var random = new SplitMix(_seed, step, i);
            places[i * row] = own[i];
            for (var j = 1; j < row; j++)
            {
                places[(i * row) + j] = _others.Draw((int)own[i], ref random);
            }
        }

        return tensor(places).reshape(own.Length, row).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Array.ForEach([_students, _teachers, _constants, _steps], tensor => tensor.Dispose());
        Array.ForEach([_inverseTemperature, _momentum, _rest, _noise, _noiseEpsilon], scalar => scalar.Dispose());
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override string? Problem(IReadOnlyList<long[]> shapes) =>
        shapes[0] is [var samples, var dimensions] && dimensions == _options.Dimensions && shapes[0].AsSpan().SequenceEqual(shapes[1]) && shapes[2] is [var count] && count == samples
            ? null
            : $"student and teacher have to be embeddings [N, {_options.Dimensions}] and indices have to be [N], but they are {Text(shapes[0])}, {Text(shapes[1])} and {Text(shapes[2])}; crd_head makes embeddings.";

    /// <inheritdoc/>
    protected override Tensor Measure(IReadOnlyList<Tensor> tensors)
    {
        var (student, teacher, indices) = (tensors[0], tensors[1], tensors[2]);
        var places = Draw(indices);
        var loss = Direction(student, _teachers, places, 0).add(Direction(teacher, _students, places, 1), One);
        using (no_grad())
        {
            Remember(_students, student, indices);
            Remember(_teachers, teacher, indices);
            var next = _steps.item<long>() + 1;
            _steps.bytes = BitConverter.GetBytes(next);
        }

        return loss;
    }

    private Tensor Direction(Tensor embeddings, Tensor memory, Tensor places, int constant)
    {
        var rows = memory.index_select(0, places.flatten()).reshape(places.shape[0], places.shape[1], -1);
        var exponentials = rows.bmm(embeddings.unsqueeze(2)).squeeze(2).mul(_inverseTemperature).exp();
        var known = _constants[constant].item<double>();
        if (known == 0)
        {
            known = exponentials.detach().to(ScalarType.Float64).mean().item<double>() * _samples;
            using Scalar first = known;
            _constants[constant].fill_(first);
        }

        using Scalar share = 1 / known;
        using Scalar size = -1.0 / embeddings.shape[0];
        var p = exponentials.mul(share);
        var own = p.narrow(1, 0, 1);
        var others = p.narrow(1, 1, _options.Negatives);
        var hit = own.div(own.add(_noiseEpsilon, One)).log().sum();
        var missed = others.add(_noiseEpsilon, One).reciprocal().mul(_noise).log().sum();
        return hit.add(missed, One).mul(size);
    }

    private void Remember(Tensor memory, Tensor embeddings, Tensor indices)
    {
        var moved = memory.index_select(0, indices).mul(_momentum).add(embeddings.detach().mul(_rest), One);
        memory.index_copy_(0, indices, nn.functional.normalize(moved, 2, 1));
    }

    // As the authors': uniform in +-1 / sqrt(dimensions / 3).
    private Tensor Memory(long number, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(new SplitMix(_seed, number).Next(), CPU);
        var bound = 1 / Math.Sqrt(_options.Dimensions / 3.0);
        return empty(_samples, _options.Dimensions, dtype: type).uniform_(-bound, bound, generator).DetachFromDisposeScope();
    }
}
