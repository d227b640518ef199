using Occam.Core.Reports;
using Occam.Graphs.Cost;

namespace Occam.Core.Training.Hooks;

/// <summary>Counts what the network costs for one image, at the start and after every replacement: multiply-accumulates, parameters, bytes of activations.</summary>
/// <param name="context">What is trained.</param>
public sealed class ResourceHook(HookContext context) : Hook
{
    /// <inheritdoc/>
    public override string Name => "resources";

    /// <inheritdoc/>
    public override void BeforeRun(RunStatus run) => Count(run);

    /// <inheritdoc/>
    public override void AfterReplacement(RunStatus run, GraphReplacement replacement) => Count(run);

    private void Count(RunStatus run)
    {
        var cost = CostTable.Measure(run.Algorithm.Graph);
        var changed = run.Figures.GetValueOrDefault("macs") != cost.Macs || run.Figures.GetValueOrDefault("parameters") != cost.Parameters;
        run.SetFigure("macs", cost.Macs);
        run.SetFigure("parameters", cost.Parameters);
        run.SetFigure("activation_bytes", cost.ActivationBytes);
        if (changed)
        {
            context.Say?.Invoke($"the network has {Quantities.Count(cost.Parameters)} parameters and takes {Quantities.Count(cost.Macs)} multiply-accumulates an image");
        }
    }
}
