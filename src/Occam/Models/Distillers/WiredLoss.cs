using Occam.Models.Losses;

namespace Occam.Models.Distillers;

/// <summary>A loss with all its arguments.</summary>
/// <param name="Name">Its name in logs.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Options">When it is active.</param>
/// <param name="Inputs">Its arguments.</param>
internal sealed record WiredLoss(string Name, Loss Loss, DistilledLossOptions Options, IReadOnlyList<WiredInput> Inputs)
{
    /// <summary>Whether it counts in a step.</summary>
    /// <param name="progress">The share of the run that is done.</param>
    public bool IsActive(double progress) => progress >= Options.From && progress < Options.Until;
}
