using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

/// <summary>Random inputs and numbers, the same in every run.</summary>
internal sealed class RandomCases : IDisposable
{
    private readonly Random _random;
    private readonly DisposeScope _scope = NewDisposeScope();

    public RandomCases(int seed)
    {
        _random = new Random(seed);
        Generator = new Generator((ulong)seed);
    }

    public Generator Generator { get; }

    /// <summary>A number in [low, high).</summary>
    public int Next(int low, int high) => _random.Next(low, high);

    /// <summary>Numbers in [low, high).</summary>
    public long[] Many(int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => (long)_random.Next(low, high))];

    /// <summary>One of some things.</summary>
    public T OneOf<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>The numbers below a count, in any order.</summary>
    public long[] Shuffled(int count)
    {
        var order = Enumerable.Range(0, count).Select(i => (long)i).ToArray();
        _random.Shuffle(order);
        return order;
    }

    /// <summary>A tensor of normally distributed floats.</summary>
    public Tensor Normal(params long[] shape) => randn(shape, generator: Generator);

    /// <summary>A tensor of int64 in [low, high).</summary>
    public Tensor Integers(long low, long high, params long[] shape) => randint(low, high, shape, ScalarType.Int64, generator: Generator);

    public void Dispose() => _scope.Dispose();
}
