using Occam.Graphs.Execution;

namespace Occam.Core.Training;

/// <summary>A network that an algorithm trains.</summary>
/// <param name="Name">Stands before its weights' names as <c>name/</c>; empty, for an algorithm's one network, it stands before none.</param>
/// <param name="Module">The network; the algorithm owns it.</param>
public sealed record TrainedModule(string Name, GraphModule Module)
{
    /// <summary>The name that one of the network's values has in optimizers and checkpoints.</summary>
    public string Qualify(string value) => Name.Length == 0 ? value : $"{Name}/{value}";
}
