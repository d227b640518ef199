using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Training;

/// <summary>The loop that a user would write with TorchSharp: its modules, its optimizer, the cosine by hand.</summary>
internal sealed class HandWritten : Contestant
{
    private readonly HandWrittenResNet20 _network = new();
    private readonly optim.Optimizer _optimizer;
    private readonly int _steps;
    private int _step;

    public HandWritten(BatchLoader loader, int epochs)
        : base("hand-written", loader)
    {
        _optimizer = optim.SGD(_network.parameters(), LearningRate, momentum: 0.9, weight_decay: WeightDecay, nesterov: true);
        _steps = epochs * loader.BatchCount;
    }

    public override void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
    }

    protected override void RunEpoch(int epoch)
    {
        _network.train();
        using var scope = NewDisposeScope();
        foreach (var batch in Loader.Read(epoch))
        {
            foreach (var group in _optimizer.ParamGroups)
            {
                group.LearningRate = LearningRate * 0.5 * (1 + Math.Cos(Math.PI * _step / _steps));
            }

            _optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(_network.call(batch.Images), batch.Labels!);
            loss.backward();
            _optimizer.step();
            loss.item<float>();
            _step++;
            scope.DisposeEverything();
        }
    }

    protected override Tensor Classify(Tensor images)
    {
        _network.eval();
        return _network.call(images);
    }
}
