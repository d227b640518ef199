namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="TensorBoardHook"/>.</summary>
public sealed record TensorBoardHookOptions
{
    /// <summary>Steps from one point of the training curves to the next, at least 1. Default 50.</summary>
    public int Every { get; init; } = 50;

    /// <summary>The folder of the event files, below the run's. Default <c>tensorboard</c>.</summary>
    public string Folder { get; init; } = "tensorboard";

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Every >= 1 ? [] : [$"Every has to be at least 1, but is {Every}."];
}
