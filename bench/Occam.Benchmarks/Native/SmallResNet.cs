using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Occam.Benchmarks.Native;

/// <summary>A training step of a small residual network (three stages of two blocks, 32x32 images), written with TorchSharp's modules as a user would.</summary>
internal sealed class SmallResNet : IDisposable
{
    private readonly Module<Tensor, Tensor> _network;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    public SmallResNet(int batch, int width)
    {
        random.manual_seed(1);
        var layers = new List<Module<Tensor, Tensor>> { Conv2d(3, width, 3, padding: 1, bias: false), BatchNorm2d(width), ReLU() };
        var channels = width;
        foreach (var (outputs, stride) in new[] { (width, 1), (width, 1), (2 * width, 2), (2 * width, 1), (4 * width, 2), (4 * width, 1) })
        {
            layers.Add(new ResidualBlock(channels, outputs, stride));
            channels = outputs;
        }

        layers.AddRange([AdaptiveAvgPool2d(1), Flatten(), Linear(channels, 10)]);
        _network = Sequential(layers);
        _optimizer = optim.SGD(_network.parameters(), 0.05, momentum: 0.9, weight_decay: 5e-4);
        _images = randn(batch, 3, 32, 32);
        _labels = randint(0, 10, [batch], ScalarType.Int64);
    }

    /// <summary>Forward, backward and update on the same batch; returns the loss.</summary>
    public float Step()
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var loss = functional.cross_entropy(_network.call(_images), _labels);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
