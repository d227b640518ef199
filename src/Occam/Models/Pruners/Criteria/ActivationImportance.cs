using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>A criterion by what contractions read of a channel on data, a part for each of them. Labels play no part.</summary>
public abstract class ActivationImportance : IImportance
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public EvidenceKind Evidence => EvidenceKind.Activations;

    /// <inheritdoc/>
    public ScoreNormalisation Normalisation => ScoreNormalisation.Mean;

    /// <inheritdoc/>
    public IReadOnlyList<UnitScores> Score(ScoringContext context)
    {
        var (analysis, data) = (context.Analysis, context.Data!);
        ReadPoint[][] points = [.. analysis.Units.Select(unit => ReadPoint.Of(unit, analysis.Shapes).DistinctBy(point => point.Value).ToArray())];
        var sums = points.SelectMany(unit => unit).Select(point => (point.Value, point.Axis)).Distinct().ToDictionary(place => place, place => new double[analysis.Shapes.Dimensions(place.Value)![place.Axis]]);
        var watched = sums.Keys.ToLookup(place => place.Value, place => place.Axis);
        var executor = new GraphExecutor(analysis.Graph);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var examples = 0;
        foreach (var batch in data.Loader.Read().Take(data.Batches))
        {
            examples += batch.Count;
            executor.Run([batch.Images], observe: (value, tensor) =>
            {
                foreach (var axis in watched[value])
                {
                    Add(sums[(value, axis)], tensor, axis, batch.Count);
                }
            });
            scope.DisposeEverything();
        }

        foreach (var along in sums.Values)
        {
            Array.ForEach([.. Enumerable.Range(0, along.Length)], i => along[i] /= Math.Max(1, examples));
        }

        return [.. analysis.Units.Select((unit, i) => new UnitScores(Parts(unit, points[i], sums)))];
    }

    /// <summary>What is averaged over the elements of a channel.</summary>
    /// <param name="activations">The activations, float of any shape.</param>
    /// <returns>A tensor of the same shape, in the caller's dispose scope.</returns>
    protected abstract Tensor Measure(Tensor activations);

    private void Add(double[] sums, Tensor tensor, int axis, int count)
    {
        using var scope = NewDisposeScope();
        var means = Measure(tensor).transpose(0, axis).reshape(tensor.size(axis), -1).mean([1]).to(ScalarType.Float64).contiguous();
        foreach (var (position, mean) in means.data<double>().ToArray().Index())
        {
            sums[position] += mean * count;
        }
    }

    private static double[][] Parts(PruningUnit unit, ReadPoint[] points, Dictionary<(Value, int), double[]> sums) => points.Length > 0
        ? [.. points.Select(point => ChannelValues.Means(unit, new(point.Value, point.Axis, []), sums[(point.Value, point.Axis)]))]
        : [[.. unit.Channels.Select(_ => 1.0)]];
}
