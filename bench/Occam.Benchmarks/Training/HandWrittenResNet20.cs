using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Occam.Benchmarks.Training;

/// <summary>ResNet-20 for 1x28x28 images (He et al. 2015, section 4.2, shortcuts padded with zeros), written with TorchSharp's modules as a user would.</summary>
internal sealed class HandWrittenResNet20 : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _layers;

    public HandWrittenResNet20()
        : base(nameof(HandWrittenResNet20))
    {
        var layers = new List<Module<Tensor, Tensor>> { Conv2d(1, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU(inplace: true) };
        var channels = 16;
        foreach (var width in new[] { 16, 32, 64 })
        {
            for (var block = 0; block < 3; block++)
            {
                layers.Add(new Block(channels, width));
                channels = width;
            }
        }

        layers.AddRange([AdaptiveAvgPool2d(1), Flatten(), Linear(channels, 10)]);
        _layers = Sequential(layers);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _layers.call(input);

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _body;
        private readonly int _added;

        public Block(int inputs, int outputs)
            : base(nameof(Block))
        {
            _added = outputs - inputs;
            _body = Sequential(
                Conv2d(inputs, outputs, 3, stride: _added > 0 ? 2 : 1, padding: 1, bias: false),
                BatchNorm2d(outputs),
                ReLU(inplace: true),
                Conv2d(outputs, outputs, 3, padding: 1, bias: false),
                BatchNorm2d(outputs));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var shortcut = input;
            if (_added > 0)
            {
                var halved = input.slice(2, 0, input.size(2), 2).slice(3, 0, input.size(3), 2);
                shortcut = functional.pad(halved, [0, 0, 0, 0, _added / 2, _added - (_added / 2)]);
            }

            return functional.relu(_body.call(input).add_(shortcut)).MoveToOuterDisposeScope();
        }
    }
}
