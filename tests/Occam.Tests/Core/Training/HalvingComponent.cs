using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training;

/// <summary>Prunes half of every unit's channels after a step, and keeps what was there before.</summary>
internal sealed class HalvingComponent(long step) : TrainingComponent
{
    public override string Name => "halving";

    /// <summary>The weights just before.</summary>
    public Dictionary<string, float[]> Weights { get; } = new(StringComparer.Ordinal);

    /// <summary>The optimizer's memory just before, by its names.</summary>
    public Dictionary<string, float[]> Memory { get; } = new(StringComparer.Ordinal);

    public override GraphReplacement? AfterStep(Graph graph, StepContext context)
    {
        if (context.Step != step)
        {
            return null;
        }

        foreach (var value in graph.Constants.Where(value => value.Constant!.HasTensor))
        {
            Weights[value.Name] = Numbers(value.Constant!.Tensor);
        }

        foreach (var (name, tensor) in context.Optimizer.State)
        {
            Memory[name] = Numbers(tensor);
        }

        var analysis = Pruner.Analyse(graph);
        var removed = analysis.Units.SelectMany(unit => unit.Channels.Where((_, i) => i % 2 == 1)).ToArray();
        var cuts = removed.SelectMany(channel => channel.Cuts).ToLookup(cut => cut.Value.Name, StringComparer.Ordinal);
        using var analysed = analysis.Graph;
        return new(ChannelSlicer.Remove(analysis, removed), (name, former) =>
        {
            foreach (var axis in cuts[name].GroupBy(cut => cut.Axis))
            {
                var gone = axis.SelectMany(cut => cut.Positions).ToHashSet();
                var kept = Enumerable.Range(0, (int)former.shape[axis.Key]).Select(i => (long)i).Where(i => !gone.Contains(i)).ToArray();
                former = former.index_select(axis.Key, tensor(kept));
            }

            return former;
        });
    }

    /// <summary>A tensor's numbers.</summary>
    public static float[] Numbers(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().contiguous().data<float>().ToArray();
    }
}
