namespace Occam.Core.Reports;

/// <summary>The versions of what computed.</summary>
/// <param name="Occam">Occam's.</param>
/// <param name="TorchSharp">TorchSharp's.</param>
/// <param name="LibTorch">LibTorch's.</param>
/// <param name="OnnxRuntime">ONNX Runtime's.</param>
/// <param name="Runtime">.NET's.</param>
public sealed record ComponentVersions(string Occam, string TorchSharp, string LibTorch, string OnnxRuntime, string Runtime);
