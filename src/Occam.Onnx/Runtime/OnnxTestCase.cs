using System.Globalization;
using Occam.Onnx.Reading;
using static TorchSharp.torch;

namespace Occam.Onnx.Runtime;

/// <summary>Recorded inputs and outputs of a model, in the layout of ONNX's own test cases: a folder of <c>input_0.pb</c>, ..., <c>output_0.pb</c>, ... (TensorProto).</summary>
/// <param name="Inputs">The inputs in the model's order.</param>
/// <param name="Outputs">The outputs in the model's order.</param>
public sealed record OnnxTestCase(IReadOnlyList<Tensor> Inputs, IReadOnlyList<Tensor> Outputs)
{
    /// <summary>Reads a case.</summary>
    /// <param name="folder">The folder; or one that holds the folder <c>test_data_set_0</c>.</param>
    /// <returns>The case, its tensors in the caller's dispose scope.</returns>
    /// <exception cref="OnnxException">There is no such case, or a file is no tensor that TorchSharp can hold.</exception>
    public static OnnxTestCase Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var nested = Path.Combine(folder, "test_data_set_0");
        folder = Directory.Exists(nested) ? nested : folder;
        return Directory.Exists(folder)
            ? new OnnxTestCase(ReadAll(folder, "input"), ReadAll(folder, "output"))
            : throw new OnnxException($"There is no folder '{folder}'; a test case is a folder of input_0.pb, output_0.pb and so on.");
    }

    /// <summary>Reads a TensorProto file.</summary>
    /// <returns>The tensor, in the caller's dispose scope.</returns>
    /// <exception cref="OnnxException">The file is no tensor that TorchSharp can hold.</exception>
    public static Tensor ReadTensor(string path)
    {
        using var source = FileSource.Open(path);
        using var external = new ExternalFiles(null);
        var record = TensorRecord.Scan(Region.Of(source), "the tensor");
        using var constant = new TensorReader(external).Read(record);
        return constant.HasTensor
            ? constant.Tensor.alias()
            : throw record.Failure($"is of type {record.Type()}, which TorchSharp cannot hold");
    }

    private static Tensor[] ReadAll(string folder, string kind)
    {
        var paths = Directory.GetFiles(folder, $"{kind}_*.pb").OrderBy(Number).ToArray();
        return paths.Length > 0
            ? [.. paths.Select(ReadTensor)]
            : throw new OnnxException($"'{folder}' has no {kind}_0.pb; a test case is a folder of input_0.pb, output_0.pb and so on.");

        int Number(string path) => int.TryParse(Path.GetFileNameWithoutExtension(path)[(kind.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }
}
