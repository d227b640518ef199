using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Data;

/// <summary>Steps of SGD on cross-entropy, without anything beside them.</summary>
internal sealed class PlainTrainer : IDisposable
{
    private readonly Graph _graph;
    private readonly GraphModule _module;
    private readonly optim.Optimizer _optimizer;

    public PlainTrainer(Graph graph)
    {
        (_graph, _module) = (graph, new(graph));
        _optimizer = optim.SGD(_module.parameters(), 0.01);
        _module.train();
    }

    public void Step(Batch batch)
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        nn.functional.cross_entropy(_module.call(batch.Images), batch.Labels!).backward();
        _optimizer.step();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _module.Dispose();
        _graph.Dispose();
    }
}
