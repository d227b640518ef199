using Occam.Graphs;

namespace Occam.Onnx.Runtime;

/// <summary>An input or output of a model as ONNX Runtime sees it.</summary>
/// <param name="Name">The name.</param>
/// <param name="ElementType">The element type; <see cref="ElementType.Undefined"/> where it is not a tensor.</param>
/// <param name="Dimensions">The sizes; -1 where one is open.</param>
public sealed record OnnxPort(string Name, ElementType ElementType, IReadOnlyList<long> Dimensions);
