using static TorchSharp.torch;

namespace Occam.Graphs;

/// <summary>
/// The data of a constant value: a TorchSharp tensor, or plain bytes where TorchSharp has no such element type.
/// Owned by the graph and disposed with it.
/// </summary>
public sealed class Constant : IDisposable
{
    private readonly Tensor? _tensor;

    /// <summary>Takes ownership of a tensor; it leaves its dispose scope.</summary>
    /// <param name="tensor">Any shape, any element type that ONNX has.</param>
    public Constant(Tensor tensor)
    {
        _tensor = tensor.DetachFromDisposeScope();
        ElementType = tensor.dtype.ToElementType();
        Dimensions = tensor.shape;
    }

    /// <summary>Keeps the bytes of a tensor that TorchSharp cannot hold (text, 4-bit and 8-bit floats, unsigned 16 to 64 bit).</summary>
    /// <param name="elementType">The element type.</param>
    /// <param name="dimensions">The shape.</param>
    /// <param name="bytes">The bytes, in a form that the reader and writer of the file format agree on.</param>
    public Constant(ElementType elementType, IReadOnlyList<long> dimensions, ReadOnlyMemory<byte> bytes)
    {
        ElementType = elementType;
        Dimensions = dimensions;
        Bytes = bytes;
    }

    /// <summary>The element type.</summary>
    public ElementType ElementType { get; }

    /// <summary>The shape.</summary>
    public IReadOnlyList<long> Dimensions { get; }

    /// <summary>The bytes of a tensor that is not held by TorchSharp, else empty.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether TorchSharp holds the data.</summary>
    public bool HasTensor => _tensor is not null;

    /// <summary>The data. Owned by the graph: not to be disposed by the caller.</summary>
    /// <exception cref="GraphException">TorchSharp has no such element type.</exception>
    public Tensor Tensor => _tensor ?? throw new GraphException($"A constant of type {ElementType} cannot be computed with: it is kept as bytes.");

    /// <summary>The number of elements.</summary>
    public long Count => Dimensions.Aggregate(1L, (product, size) => product * size);

    /// <summary>A deep copy.</summary>
    public Constant Clone()
    {
        if (_tensor is null)
        {
            return new Constant(ElementType, Dimensions, Bytes);
        }

        using var guard = no_grad();
        return new Constant(_tensor.detach().clone());
    }

    /// <summary>Another handle on the same data, without its gradient.</summary>
    internal Constant View() => _tensor is null ? Clone() : new Constant(_tensor.detach());

    /// <inheritdoc/>
    public void Dispose() => _tensor?.Dispose();
}
