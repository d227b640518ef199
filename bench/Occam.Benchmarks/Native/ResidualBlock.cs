using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Occam.Benchmarks.Native;

/// <summary>Two 3x3 convolutions with BatchNorm beside a shortcut, as in ResNet.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _body;
    private readonly Module<Tensor, Tensor>? _shortcut;

    public ResidualBlock(int inputs, int outputs, int stride)
        : base(nameof(ResidualBlock))
    {
        _body = Sequential(
            Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false),
            BatchNorm2d(outputs),
            ReLU(),
            Conv2d(outputs, outputs, 3, padding: 1, bias: false),
            BatchNorm2d(outputs));
        _shortcut = stride == 1 && inputs == outputs ? null : Sequential(Conv2d(inputs, outputs, 1, stride: stride, bias: false), BatchNorm2d(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var shortcut = _shortcut is null ? input : _shortcut.call(input);
        return functional.relu(_body.call(input).add_(shortcut)).MoveToOuterDisposeScope();
    }
}
