using Occam.Datasets.Loading;

namespace Occam.Datasets.Transforms;

/// <summary>The random choices for one image or one batch: they depend on the seed, the epoch and the image (or the batch) alone.</summary>
public sealed class ImageRandom
{
    private const double Unit = 1.0 / (1UL << 53);
    private SplitMix _random;

    internal ImageRandom(SplitMix random) => _random = random;

    /// <summary>Creates the choices for a seed, for tests of a transform.</summary>
    /// <param name="seed">The seed.</param>
    public ImageRandom(long seed)
        : this(new SplitMix(seed))
    {
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/> (at least 1).</summary>
    public int Below(int bound) => _random.Below(bound);

    /// <summary>A number from 0 to below 1.</summary>
    public double Uniform() => (_random.Next() >> 11) * Unit;

    /// <summary>A number from <paramref name="from"/> to below <paramref name="to"/>.</summary>
    public double Between(double from, double to) => from + ((to - from) * Uniform());

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>A number of the normal distribution with mean 0 and deviation 1 (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>A number of the Gamma distribution with scale 1 (Marsaglia and Tsang 2000).</summary>
    /// <param name="shape">The shape, over 0.</param>
    public double Gamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        if (shape < 1)
        {
            return Gamma(shape + 1) * Math.Pow(1 - Uniform(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - Uniform()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>A number of the Beta distribution with both parameters the same, from 0 to 1.</summary>
    /// <param name="alpha">Both parameters, over 0.</param>
    public double Beta(double alpha)
    {
        var (a, b) = (Gamma(alpha), Gamma(alpha));
        return a + b > 0 ? a / (a + b) : Below(2); // both vanish for tiny alpha, where the distribution is two points
    }

    /// <summary>Shuffles whole numbers (Fisher and Yates).</summary>
    /// <param name="count">How many.</param>
    /// <returns>0 to below <paramref name="count"/>, each once.</returns>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    /// <summary>Applies flip and crop with the very numbers that <see cref="Augmentation"/> draws without a list of transforms.</summary>
    internal void Augment(Augmentation augmentation, Picture picture) =>
        augmentation.Apply(picture.Pixels, picture.Next(picture.Size), picture.Size, ref _random);
}
