namespace Occam.Benchmarks;

/// <summary>One sub-command of the benchmark program: measures something and writes it to <c>results/</c>.</summary>
internal abstract class Benchmark
{
    /// <summary>The word that selects it on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    public abstract string Description { get; }

    /// <summary>Runs it.</summary>
    /// <param name="arguments">What followed its name.</param>
    /// <returns>The process's exit code.</returns>
    public abstract int Run(IReadOnlyList<string> arguments);
}
