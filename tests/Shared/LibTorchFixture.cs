using Occam.Graphs.Native;
using Occam.Testing;

[assembly: AssemblyFixture(typeof(LibTorchFixture))]

namespace Occam.Testing;

/// <summary>Loads and repairs LibTorch before the first test, because TorchSharp's own first use cannot be repaired afterwards.</summary>
public sealed class LibTorchFixture
{
    /// <summary>Loads LibTorch.</summary>
    public LibTorchFixture() => LibTorch.EnsureReady();
}
