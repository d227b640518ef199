using Google.Protobuf;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Runtime;

public sealed class OnnxTestCaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-case-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_orders_files_by_number()
    {
        using var scope = NewDisposeScope();
        var data = _folder.CreateSubdirectory("test_data_set_0");
        for (var i = 0; i < 12; i++)
        {
            File.WriteAllBytes(Path.Combine(data.FullName, $"input_{i}.pb"), Models.Weights("x", [1], i).ToByteArray());
        }

        File.WriteAllBytes(Path.Combine(data.FullName, "output_0.pb"), Models.Weights("y", [2], 1, 2).ToByteArray());

        var read = OnnxTestCase.Read(_folder.FullName);

        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), read.Inputs.Select(input => input.item<float>()));
        Assert.Equal([2L], read.Outputs[0].shape);
    }

    [Fact]
    public void Read_missing_or_empty_folder_fails()
    {
        Assert.Throws<OnnxException>(() => OnnxTestCase.Read(Path.Combine(_folder.FullName, "gone")));
        Assert.Throws<OnnxException>(() => OnnxTestCase.Read(_folder.FullName));
    }

    [Fact]
    public void Read_damaged_tensor_names_its_file()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "input_0.pb"), [1, 2, 3]);

        var e = Assert.Throws<OnnxException>(() => OnnxTestCase.Read(_folder.FullName));

        Assert.Contains("input_0.pb", e.Message, StringComparison.Ordinal);
    }
}
