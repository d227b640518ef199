using System.Globalization;
using Occam.Onnx;

namespace Occam.Core.Training.Hooks;

/// <summary>Writes the network as it would be written at the end, every so many epochs and whenever its graph was replaced, as <c>network-STEP.onnx</c>.</summary>
/// <param name="options">When.</param>
/// <param name="context">The run's folder.</param>
public sealed class DumpHook(DumpHookOptions options, HookContext context) : Hook
{
    private readonly string _folder = context.FolderFor("dump");
    private bool _replaced;

    /// <inheritdoc/>
    public override string Name => "dump";

    /// <inheritdoc/>
    public override void AfterReplacement(RunStatus run, GraphReplacement replacement) => _replaced = options.AfterReplacement;

    /// <inheritdoc/>
    public override void AfterStep(RunStatus run)
    {
        if (_replaced)
        {
            Write(run);
        }
    }

    /// <inheritdoc/>
    public override void AfterEpoch(RunStatus run)
    {
        if (options.Every is { } every && (run.Epoch + 1) % every == 0)
        {
            Write(run);
        }
    }

    private void Write(RunStatus run)
    {
        _replaced = false;
        var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"network-{run.Step:D8}.onnx"));
        using var averaged = options.Averaged ? run.UseAveragedWeights() : null;
        using var graph = run.Algorithm.Export();
        RunOutput.Write(path, () => OnnxWriter.Write(graph, path));
    }
}
