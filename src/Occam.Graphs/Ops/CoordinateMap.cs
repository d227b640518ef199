namespace Occam.Graphs.Ops;

/// <summary>
/// Where an output position of a resize lies in the input. In single precision like ONNX Runtime, because nearest rounds the result.
/// </summary>
/// <param name="position">The position in the output.</param>
/// <param name="axis">The axis that is resized.</param>
internal delegate float CoordinateMap(long position, ResizedAxis axis);
