using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Occam.Onnx.Runtime;

/// <summary>Inputs of a model in ONNX Runtime's memory.</summary>
internal sealed class OnnxFeed : IDisposable
{
    private readonly List<OrtValue> _values = [];

    /// <summary>Copies inputs.</summary>
    /// <exception cref="OnnxException">Their number or an element type is not the model's.</exception>
    public OnnxFeed(OnnxSession session, IReadOnlyList<Tensor> inputs)
    {
        if (inputs.Count != session.Inputs.Count)
        {
            throw new OnnxException($"'{session.Name}' takes {session.Inputs.Count} inputs ({string.Join(", ", session.Inputs.Select(input => input.Name))}), but {inputs.Count} are given.");
        }

        try
        {
            foreach (var (port, tensor) in session.Inputs.Zip(inputs))
            {
                _values.Add(OrtTensors.FromTorch(tensor, port, session.Name));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The inputs, in the model's order.</summary>
    public IReadOnlyCollection<OrtValue> Values => _values;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var value in _values)
        {
            value.Dispose();
        }
    }
}
