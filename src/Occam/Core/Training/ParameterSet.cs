using TorchSharp.Modules;

namespace Occam.Core.Training;

/// <summary>Parameters that one optimizer trains.</summary>
/// <param name="Name">The name by which a run chooses the optimizer; <see cref="Weights"/> for the networks' weights.</param>
/// <param name="Parameters">The parameters by name, in a fixed order; not owned.</param>
public sealed record ParameterSet(string Name, IReadOnlyList<(string Name, Parameter Weight)> Parameters)
{
    /// <summary>The set of the networks' weights, which every algorithm has.</summary>
    public const string Weights = "weights";
}
