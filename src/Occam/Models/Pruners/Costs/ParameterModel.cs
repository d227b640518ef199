using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;

namespace Occam.Models.Pruners.Costs;

/// <summary>Trained numbers, each counted once however many nodes read it.</summary>
/// <param name="analysis">The analysis.</param>
public sealed class ParameterModel(ChannelAnalysis analysis) : ExtentCost(analysis, Terms(analysis))
{
    /// <inheritdoc/>
    public override string Name => "parameters";

    private static IEnumerable<(double, IEnumerable<(Value, int)>)> Terms(ChannelAnalysis analysis) =>
        analysis.Graph.Constants.Where(GraphModule.IsTrainable).Select(value => ((double)value.Constant!.Count, Axes(value, analysis)));
}
