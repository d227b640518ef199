using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// A loss of distillation: named tensors in, a scalar out. The names say the role (<c>student</c>, <c>teacher</c>, <c>labels</c> ...), so that whoever wires
/// a network's values to a loss can check names and shapes before anything is trained.
/// </summary>
public abstract class Loss : IDisposable
{
    private readonly Scalar _weight;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    protected Loss(LossOptions options)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _weight = options.Weight;
    }

    /// <summary>The names of the tensors that it takes, in the order of its typed <c>Compute</c>.</summary>
    public abstract IReadOnlyList<string> Arguments { get; }

    /// <summary>What the loss remembers from step to step: a checkpoint has to hold it, to be read and overwritten in place. Default nothing.</summary>
    public virtual IEnumerable<(string Name, Tensor Tensor)> StateTensors => [];

    /// <summary>Checks names and shapes, before training or before a step.</summary>
    /// <param name="shapes">The shape of each tensor by its name.</param>
    /// <exception cref="ArgumentException">A name is missing or unknown, or the shapes do not suit the loss.</exception>
    public void Check(IReadOnlyDictionary<string, long[]> shapes)
    {
        var missing = Arguments.Where(name => !shapes.ContainsKey(name)).ToArray();
        var unknown = shapes.Keys.Where(name => !Arguments.Contains(name, StringComparer.Ordinal)).ToArray();
        if (missing.Length > 0 || unknown.Length > 0)
        {
            var wrong = (missing.Length > 0 ? $" Missing: {string.Join(", ", missing)}." : string.Empty) + (unknown.Length > 0 ? $" Unknown: {string.Join(", ", unknown)}." : string.Empty);
            throw new ArgumentException($"{GetType().Name} takes {string.Join(", ", Arguments)}.{wrong}", nameof(shapes));
        }

        if (Problem([.. Arguments.Select(name => shapes[name])]) is { } problem)
        {
            throw new ArgumentException($"{GetType().Name}: {problem}", nameof(shapes));
        }
    }

    /// <summary>Computes the loss of tensors by name.</summary>
    /// <param name="tensors">A tensor for each of <see cref="Arguments"/>; not disposed.</param>
    /// <returns>A scalar, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">A name is missing or unknown, or the shapes do not suit the loss.</exception>
    public Tensor Compute(IReadOnlyDictionary<string, Tensor> tensors)
    {
        Check(tensors.ToDictionary(pair => pair.Key, pair => pair.Value.shape, StringComparer.Ordinal));
        return Weighted([.. Arguments.Select(name => tensors[name])]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Computes the loss of tensors in the order of <see cref="Arguments"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not suit the loss.</exception>
    protected Tensor Compute(params Tensor[] tensors) =>
        Problem([.. tensors.Select(tensor => tensor.shape)]) is { } problem
            ? throw new ArgumentException($"{GetType().Name}: {problem}", nameof(tensors))
            : Weighted(tensors);

    /// <summary>Why shapes, in the order of <see cref="Arguments"/>, do not suit; null where they do.</summary>
    protected abstract string? Problem(IReadOnlyList<long[]> shapes);

    /// <summary>The loss without its weight; the dispose scope is the caller's.</summary>
    protected abstract Tensor Measure(IReadOnlyList<Tensor> tensors);

    /// <summary>Frees what the loss holds.</summary>
    protected virtual void Dispose(bool disposing) => _weight.Dispose();

    /// <summary>A shape as text.</summary>
    protected static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";

    private Tensor Weighted(IReadOnlyList<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        return Measure(tensors).mul(_weight).MoveToOuterDisposeScope();
    }
}
