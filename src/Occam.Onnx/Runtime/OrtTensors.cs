using Microsoft.ML.OnnxRuntime;
using Occam.Graphs;
using static TorchSharp.torch;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Occam.Onnx.Runtime;

/// <summary>Copies tensors between TorchSharp and ONNX Runtime.</summary>
internal static class OrtTensors
{
    /// <summary>A copy in ONNX Runtime's memory.</summary>
    public static OrtValue FromTorch(Tensor tensor, OnnxPort port, string model)
    {
        var type = tensor.dtype.ToElementType();
        if (port.ElementType != type)
        {
            throw new OnnxException($"'{model}': input '{port.Name}' takes {port.ElementType.ShortName()}, but {type.ShortName()} is given.");
        }

        using var scope = NewDisposeScope();
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, (TensorElementType)(int)type, tensor.shape);
        if (tensor.numel() > 0)
        {
            tensor.detach().cpu().contiguous().bytes.CopyTo(value.GetTensorMutableRawData());
        }

        return value;
    }

    /// <summary>A copy in TorchSharp's memory, in the caller's dispose scope.</summary>
    public static Tensor ToTorch(OrtValue value, string what)
    {
        if (!value.IsTensor)
        {
            throw new OnnxException($"{what} is no tensor ({value.OnnxType}).");
        }

        var info = value.GetTensorTypeAndShape();
        var type = ((ElementType)(int)info.ElementDataType).ToScalarType()
            ?? throw new OnnxException($"{what} is of type {info.ElementDataType}, which TorchSharp does not have.");
        var tensor = empty(info.Shape, type);
        if (info.ElementCount > 0)
        {
            value.GetTensorMutableRawData().CopyTo(tensor.bytes);
        }

        return tensor;
    }
}
