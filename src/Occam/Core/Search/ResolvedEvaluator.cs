using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Graphs.Execution;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Models.Searchers;
using static TorchSharp.torch;

namespace Occam.Core.Search;

/// <summary>Scores subnets one by one: each is cut out, its BatchNorms take their statistics anew, and its accuracy is measured. For spaces whose subnets differ in widths.</summary>
internal sealed class ResolvedEvaluator(SearchSpace space, BatchLoader calibration, BatchLoader images)
{
    /// <summary>The accuracy of each subnet, 0 to 1.</summary>
    public IReadOnlyList<double> Score(IReadOnlyList<Subnet> subnets, CancellationToken cancellation) => [.. subnets.Select(subnet => Score(subnet, cancellation))];

    private double Score(Subnet subnet, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var graph = space.Resolve(subnet);
        BatchNormCalibration.Apply(graph, calibration.Read().First().Images);
        using var module = new GraphModule(graph);
        module.eval();
        return Evaluator.Accuracy(Evaluator.Predict(module.call, images, cancellation), images.Dataset);
    }
}
