using System.Buffers;

namespace Occam.Onnx.Reading;

/// <summary>Fields that Occam does not interpret, gathered to be written back as they are.</summary>
internal sealed class Rest
{
    private ArrayBufferWriter<byte>? _bytes;

    /// <summary>Adds a field with its tag.</summary>
    public void Add(Region field) => (_bytes ??= new ArrayBufferWriter<byte>()).Write(field.View());

    /// <summary>The fields.</summary>
    public ReadOnlyMemory<byte> ToMemory() => _bytes?.WrittenMemory ?? default;
}
