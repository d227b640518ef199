using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Conversion of element types.</summary>
internal static class Conversion
{
    /// <summary>The tensor in another element type; an alias where it has it already.</summary>
    public static Tensor ConvertTo(this Tensor x, ScalarType type) => x.dtype == type ? x.alias() : x.to(type);
}
