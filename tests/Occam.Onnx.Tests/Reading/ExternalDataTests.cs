using Google.Protobuf;
using Occam.Onnx.Protos;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Reading;

public sealed class ExternalDataTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-external-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("w.bin")]
    [InlineData("data/w.bin")]
    [InlineData("./w.bin")]
    public void Read_data_beside_the_model_is_found(string location)
    {
        Store(location, [9, 9, 9, 9, .. Bytes(1, -2, 3)]);
        using var graph = OnnxReader.Read(Model(("location", location), ("offset", "4"), ("length", "12")));

        Assert.Equal([1f, -2f, 3f], graph.Find("b")!.Constant!.Tensor.data<float>().ToArray());
    }

    [Fact]
    public void Read_data_without_offset_and_length_starts_at_the_beginning()
    {
        Store("w.bin", Bytes(1, -2, 3, 4));
        using var graph = OnnxReader.Read(Model(("location", "w.bin")));

        Assert.Equal([1f, -2f, 3f], graph.Find("b")!.Constant!.Tensor.data<float>().ToArray());
    }

    [Theory]
    [InlineData("../w.bin")]
    [InlineData("data/../../w.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\w.bin")]
    [InlineData("..\\w.bin")]
    [InlineData("\0")]
    public void Read_location_outside_the_folder_fails(string location) => Fails(Model(("location", location)), "has to be a path inside the model's folder");

    [Fact]
    public void Read_link_out_of_the_folder_fails()
    {
        var outside = Directory.CreateTempSubdirectory("occam-outside-");
        try
        {
            File.WriteAllBytes(Path.Combine(outside.FullName, "w.bin"), Bytes(1, 2, 3));
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, "file"), Path.Combine(outside.FullName, "w.bin"));
            Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "inner"), outside.FullName);

            Fails(Model(("location", "file")), "leaves the model's folder");
            Fails(Model(("location", "inner/w.bin")), "leaves the model's folder");
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void Read_link_inside_the_folder_is_followed()
    {
        Store("data/w.bin", Bytes(1, -2, 3));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), "data/w.bin");
        using var graph = OnnxReader.Read(Model(("location", "link")));

        Assert.Equal([1f, -2f, 3f], graph.Find("b")!.Constant!.Tensor.data<float>().ToArray());
    }

    [Fact]
    public void Read_links_in_a_circle_fail()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "b"), "a");

        Fails(Model(("location", "a")), "circle");
    }

    [Fact]
    public void Read_missing_data_file_fails() => Fails(Model(("location", "gone.bin")), "initializer 'b' lies in 'gone.bin', but there is no such file");

    [Fact]
    public void Read_folder_as_data_file_fails()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "data"));

        Fails(Model(("location", "data")), "no such file");
    }

    [Fact]
    public void Read_data_without_location_fails() => Fails(Model(("offset", "0")), "no location");

    [Theory]
    [InlineData("8", "12", "at byte 8 with 12 bytes, but that file has 16")]
    [InlineData("9223372036854775807", "12", "at byte 9223372036854775807")]
    [InlineData("0", "8", "takes 12 bytes, but 8")]
    [InlineData("-4", "12", "'-4' as the offset")]
    [InlineData("0", "99999999999999999999", "as the length")]
    public void Read_offset_or_length_outside_the_file_fails(string offset, string length, string problem)
    {
        Store("w.bin", Bytes(1, 2, 3, 4));

        Fails(Model(("location", "w.bin"), ("offset", offset), ("length", length)), problem);
    }

    [Fact]
    public void Read_from_memory_without_folder_fails()
    {
        var bytes = File.ReadAllBytes(Model(("location", "w.bin")));

        var e = Assert.Throws<OnnxException>(() => OnnxReader.Read(bytes));

        Assert.Contains("read the model from its path", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_with_threshold_puts_large_tensors_beside_the_model()
    {
        var path = Path.Combine(_folder.FullName, "out.onnx");
        using var graph = Models.Read(TwoWeights());

        OnnxWriter.Write(graph, path, new OnnxWriteOptions { ExternalDataFrom = 100 });

        var written = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var large = written.Graph.Initializer.Single(tensor => string.Equals(tensor.Name, "large", StringComparison.Ordinal));
        Assert.Equal(TensorProto.Types.DataLocation.External, large.DataLocation);
        Assert.Equal("out.onnx.data", large.ExternalData.Single(entry => string.Equals(entry.Key, "location", StringComparison.Ordinal)).Value);
        Assert.Equal(400, new FileInfo(path + ".data").Length);
        using var again = OnnxReader.Read(path);
        Assert.Equal(graph.ToText(), again.ToText());
        using var scope = NewDisposeScope();
        Assert.True(graph.Find("large")!.Constant!.Tensor.equal(again.Find("large")!.Constant!.Tensor).all().item<bool>());
        Assert.Equal(["out.onnx", "out.onnx.data"], _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_past_the_limit_moves_tensors_out_by_itself()
    {
        var path = Path.Combine(_folder.FullName, "out.onnx");
        using var graph = Models.Read(TwoWeights(large: 1024));

        OnnxWriter.Write(graph, path, new OnnxWriteOptions { MostBytes = 2000 });

        using var again = OnnxReader.Read(path);
        Assert.Equal(graph.ToText(), again.ToText());
        Assert.True(new FileInfo(path).Length < 2000);
        Assert.Equal(4096, new FileInfo(path + ".data").Length);
    }

    [Fact]
    public void Write_past_the_limit_with_nothing_to_move_out_fails_and_leaves_nothing()
    {
        var path = Path.Combine(_folder.FullName, "out.onnx");
        using var graph = Models.Read(TwoWeights());

        Assert.Throws<OnnxException>(() => OnnxWriter.Write(graph, path, new OnnxWriteOptions { MostBytes = 100 }));

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Write_to_missing_folder_fails()
    {
        using var graph = Models.Read(TwoWeights());

        var e = Assert.Throws<OnnxException>(() => OnnxWriter.Write(graph, Path.Combine(_folder.FullName, "gone", "out.onnx")));

        Assert.Contains("cannot be written", e.Message, StringComparison.Ordinal);
    }

    private static ModelProto TwoWeights(int large = 100)
    {
        var model = Models.AddRelu();
        model.Graph.Initializer.Add(Models.Weights("large", [large], [.. Enumerable.Range(0, large).Select(i => (float)i)]));
        return model;
    }

    private static byte[] Bytes(params ReadOnlySpan<float> values) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).ToArray();

    private static void Fails(string path, string problem)
    {
        var e = Assert.Throws<OnnxException>(() => OnnxReader.Read(path).Dispose());
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    private void Store(string location, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, location);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private string Model(params ReadOnlySpan<(string Key, string Value)> entries)
    {
        var model = Models.AddRelu();
        var tensor = model.Graph.Initializer[0];
        tensor.ClearRawData();
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        foreach (var (key, value) in entries)
        {
            tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        var path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }
}
