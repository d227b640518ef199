using Occam.Core.Experiments;

namespace Occam.Cli.Commands;

/// <summary>The model files that an experiment's config stands for; networks that are not trained are files of their own until the end.</summary>
internal sealed class ExperimentModels : IDisposable
{
    private readonly List<DirectoryInfo> _folders = [];

    /// <summary>The files of an argument: itself, or of a config the untrained network and the trained one, where there is one.</summary>
    public IEnumerable<string> Resolve(string argument)
    {
        if (Path.GetExtension(argument) is not (".yaml" or ".yml"))
        {
            return [argument];
        }

        var experiment = Experiment.Load(argument);
        var folder = Directory.CreateTempSubdirectory("occam-");
        _folders.Add(folder);
        var untrained = Path.Combine(folder.FullName, $"{experiment.Name}-untrained.onnx");
        experiment.WriteUntrained(untrained);
        var trained = Experiment.ModelIn(experiment.DefaultOutput);
        return File.Exists(trained) ? [untrained, trained] : [untrained];
    }

    /// <summary>Removes the files that were made.</summary>
    public void Dispose() => _folders.ForEach(folder => folder.Delete(recursive: true));
}
