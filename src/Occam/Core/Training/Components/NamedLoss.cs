using static TorchSharp.torch;

namespace Occam.Core.Training.Components;

/// <summary>A part of the loss.</summary>
/// <param name="Name">Its name in logs, in snake case.</param>
/// <param name="Value">A scalar with gradients, weighted already, in the dispose scope of the step.</param>
public sealed record NamedLoss(string Name, Tensor Value);
