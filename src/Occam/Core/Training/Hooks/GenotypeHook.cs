using System.Globalization;
using Occam.Models.Algorithms;

namespace Occam.Core.Training.Hooks;

/// <summary>Writes the genotype that a DARTS search stands at, after every epoch: <c>genotype.yaml</c> and, to look back, <c>genotype-EPOCH.yaml</c>.</summary>
/// <param name="options">Which files.</param>
/// <param name="context">The run.</param>
public sealed class GenotypeHook(GenotypeHookOptions options, HookContext context) : Hook
{
    private readonly string _folder = context.FolderFor("genotype");

    /// <inheritdoc/>
    public override string Name => "genotype";

    /// <inheritdoc/>
    /// <exception cref="TrainingException">The run is no search of DARTS.</exception>
    public override void BeforeRun(RunStatus run) => Search(run);

    /// <inheritdoc/>
    public override void AfterEpoch(RunStatus run)
    {
        var text = Search(run).Genotype.ToString();
        if (options.KeepAll)
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"genotype-{run.Epoch + 1:D4}.yaml"), text);
        }

        Write("genotype.yaml", text);
    }

    private static DartsAlgorithm Search(RunStatus run) =>
        run.Algorithm as DartsAlgorithm ?? throw new TrainingException("The hook 'genotype' writes the cells that the algorithm 'darts' finds, but the run has another algorithm. Leave the hook out.");

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        RunOutput.Write(path, () => WholeFile.WriteText(path, text));
    }
}
