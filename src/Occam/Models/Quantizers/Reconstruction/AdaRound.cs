using Occam.Graphs.Ops;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>
/// Learns for each weight whether to round up or down, so that the layer's output stays near the float one (Nagel et al., "Up or Down?
/// Adaptive Rounding for Post-Training Quantization", ICML 2020): h = clip(1.2 sigmoid(v) - 0.1, 0, 1), error of the output plus
/// 1 - |2h - 1|^beta, beta from 20 to 2. Inputs are those of the quantized network (its equation 25). Deviation: both terms are relative
/// (error to that of nearest rounding, regulariser as a mean), so that one weight fits layers of every size. The better of learnt and nearest
/// rounding is kept.
/// </summary>
/// <param name="options">How long and how fast.</param>
internal sealed class AdaRound(AdaRoundOptions options) : IWeightRounding
{
    private const double Stretch = 1.2;
    private const double Low = -0.1;
    private const double FirstBeta = 20;
    private const double LastBeta = 2;
    private static readonly Scalar One = 1;
    private static readonly Scalar Two = 2;
    private static readonly Scalar Zero = 0;
    private static readonly Scalar Half = 0.5;
    private static readonly Scalar StretchScalar = Stretch;
    private static readonly Scalar LowScalar = Low;

    /// <inheritdoc/>
    public Tensor? Round(LayerSample sample)
    {
        using var scope = NewDisposeScope();
        var kernel = sample.Layer.Operator!.Bind(sample.Layer);
        var (inputs, targets) = (cat([.. sample.Inputs]), Activate(sample, cat([.. sample.Targets])));
        var steps = sample.Weight.div(sample.Scales);
        var floor = steps.floor();
        var nearest = Bounded(sample, steps.round());
        var nearestError = Error(kernel, sample, nearest, inputs, targets);
        if (!(nearestError > 0) || inputs.size(0) != targets.size(0))
        {
            return null;
        }

        var learnt = Bounded(sample, floor.add(Learn(kernel, sample, inputs, targets, (floor, steps.sub(floor)), nearestError), One));
        return Error(kernel, sample, learnt, inputs, targets) < nearestError ? learnt.MoveToOuterDisposeScope() : null;
    }

    private Tensor Learn(Kernel kernel, LayerSample sample, Tensor inputs, Tensor targets, (Tensor Floor, Tensor Fraction) weight, double nearestError)
    {
        // h(v) starts at the fraction that rounding cuts off.
        var share = weight.Fraction.sub(LowScalar).div(StretchScalar);
        using var v = new Parameter(share.div(share.neg().add(One, One)).log().detach().clone());
        using var optimizer = optim.Adam([v], options.LearningRate);
        using var generator = new Generator((ulong)options.Seed);
        using var scale = ((float)(1 / nearestError)).ToScalar();
        for (var step = 0; step < options.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var chosen = randint(0, inputs.size(0), [Math.Min(options.BatchSize, inputs.size(0))], generator: generator, dtype: ScalarType.Int64);
            var h = v.sigmoid().mul(StretchScalar).add(LowScalar, One).clamp(Zero, One);
            var output = Run(kernel, sample, Bounded(sample, weight.Floor.add(h, One)), inputs.index_select(0, chosen));
            var loss = output.sub(targets.index_select(0, chosen)).pow(Two).mean().mul(scale);
            var progress = step / (double)options.Steps;
            if (progress >= options.WarmUp)
            {
                using var beta = (LastBeta + ((FirstBeta - LastBeta) * 0.5 * (1 + Math.Cos(Math.PI * (progress - options.WarmUp) / (1 - options.WarmUp))))).ToScalar();
                using var strength = options.Regularisation.ToScalar();
                loss = loss.add(h.mul(Two).sub(One).abs().pow(beta).neg().add(One, One).mean().mul(strength), One);
            }

            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        using var guard = no_grad();
        return v.sigmoid().mul(StretchScalar).add(LowScalar, One).ge(Half).to(ScalarType.Float32);
    }

    private static double Error(Kernel kernel, LayerSample sample, Tensor integers, Tensor inputs, Tensor targets)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return Run(kernel, sample, integers, inputs).sub(targets).pow(Two).mean().item<float>();
    }

    private static Tensor Run(Kernel kernel, LayerSample sample, Tensor integers, Tensor inputs) =>
        Activate(sample, kernel([inputs, integers.mul(sample.Scales), sample.Bias], RunContext.Inference)[0]);

    private static Tensor Activate(LayerSample sample, Tensor output) => sample.IsRectified ? output.relu() : output;

    private static Tensor Bounded(LayerSample sample, Tensor integers)
    {
        using var low = sample.Bounds.Lowest.ToScalar();
        using var high = sample.Bounds.Highest.ToScalar();
        return integers.clamp(low, high);
    }
}
