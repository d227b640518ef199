using Occam.Core.Registry;
using Occam.Core.Training.Components;
using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>The options of <see cref="CombinedAlgorithm"/>.</summary>
public sealed record CombinedOptions
{
    /// <summary>What the network is trained for; nothing leaves all losses to the components. Default cross-entropy with the labels.</summary>
    public Choice<TrainingContext, TaskLoss>? Task { get; init; } = new("cross_entropy", new CrossEntropyOptions(), _ => new CrossEntropyLoss());

    /// <summary>What stands beside the task, in the order in which it is asked: distillers, pruners, quantizers. Default nothing.</summary>
    public IReadOnlyList<Choice<TrainingContext, TrainingComponent>> Components { get; init; } = [];

    /// <summary>Makes the algorithm with all its parts.</summary>
    /// <param name="context">The network, the data, the seed.</param>
    public CombinedAlgorithm Create(TrainingContext context)
    {
        var task = Task is null ? null : context.Make(Task);
        var components = new List<TrainingComponent>();
        try
        {
            components.AddRange(Components.Select(choice => choice.Make(context)));
            return new(context.Graph, task, components, context.Device);
        }
        catch
        {
            task?.Dispose();
            components.ForEach(component => component.Dispose());
            throw;
        }
    }
}
