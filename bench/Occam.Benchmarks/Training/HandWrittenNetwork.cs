using Occam.Models.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Occam.Benchmarks.Training;

/// <summary>The embedded network (<see cref="ResNet"/> with its defaults) and its training step, written with TorchSharp's modules as a user would.</summary>
internal sealed class HandWrittenNetwork : IDisposable
{
    private readonly Module<Tensor, Tensor> _network;
    private readonly optim.Optimizer _optimizer;

    public HandWrittenNetwork(double learningRate)
    {
        var options = new ResNetOptions();
        var width = options.Widths[0];
        var layers = new List<Module<Tensor, Tensor>> { Conv2d(options.Channels, width, 3, padding: 1, bias: false), BatchNorm2d(width), ReLU() };
        var channels = width;
        foreach (var (stage, outputs) in options.Widths.Index())
        {
            for (var block = 0; block < options.Blocks[stage]; block++)
            {
                layers.Add(new Native.ResidualBlock(channels, outputs, stage > 0 && block == 0 ? 2 : 1));
                channels = outputs;
            }
        }

        layers.AddRange([AdaptiveAvgPool2d(1), Flatten(), Linear(channels, options.Classes)]);
        _network = Sequential(layers);
        _optimizer = optim.SGD(_network.parameters(), learningRate, momentum: 0.9, weight_decay: 5e-4, nesterov: true);
    }

    public long Parameters => _network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Forward, backward and update; returns the loss.</summary>
    public float Step(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var loss = functional.cross_entropy(_network.call(images), labels);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
    }
}
