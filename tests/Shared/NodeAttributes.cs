using System.Text;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Testing;

/// <summary>Writes attributes of nodes as plain values.</summary>
internal static class NodeAttributes
{
    /// <summary>Attributes by name: long or int, float, string, long[], float[], tensor.</summary>
    public static Dictionary<string, AttributeValue> Of(params (string Name, object Value)[] attributes) =>
        attributes.ToDictionary(pair => pair.Name, pair => From(pair.Value), StringComparer.Ordinal);

    private static AttributeValue From(object value) => value switch
    {
        long number => new IntAttribute(number),
        int number => new IntAttribute(number),
        float number => new FloatAttribute(number),
        string text => new StringAttribute(Encoding.UTF8.GetBytes(text)),
        long[] numbers => new IntsAttribute(numbers),
        float[] numbers => new FloatsAttribute(numbers),
        Tensor tensor => new TensorAttribute(new Constant(tensor)),
        string[] texts => new StringsAttribute([.. texts.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))]),
        AttributeValue attribute => attribute,
        _ => throw new ArgumentException($"no attribute kind for {value.GetType()}", nameof(value)),
    };
}
