using TorchSharp;

namespace Occam.Graphs.Tests.Native;

public sealed class TorchSharpLoaderTests
{
    [Fact]
    public void LibTorch_loads_and_computes()
    {
        using var scope = torch.NewDisposeScope();
        System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(typeof(Occam.Graphs.Native.NativeFiles).Module.ModuleHandle);

        Assert.Equal(4f, torch.ones(2, 2).sum().item<float>());
    }
}
