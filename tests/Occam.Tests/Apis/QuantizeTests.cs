using Occam.Apis;
using Occam.Datasets;
using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Onnx;
using Occam.Testing;
using Occam.Tests.Datasets;
using Occam.Tests.Datasets.Tensors;

namespace Occam.Tests.Apis;

public sealed class QuantizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Network_of_two_inputs_is_calibrated_with_arrays_of_their_names()
    {
        var model = Write(TwoInputs());
        var data = _folder.File("data.npz");
        NumPyFiles.Write(data, ("left", NumPyFiles.Array("<f4", "64, 8", Drawn(64 * 8))), ("right", NumPyFiles.Array("<f4", "64, 4", Drawn(64 * 4))));

        var result = Quantize.Run(new() { Model = model, Data = data, Output = _folder.File("int8.onnx") });

        Assert.Equal(3, result.Layers);
        Assert.True(result.IntegerLayers >= 1, $"{result.IntegerLayers} integer layers");
        Assert.Equal(["y"], result.Differences.Select(difference => difference.Output));
        Assert.InRange(result.Differences[0].Relative, 1e-6, 0.1);
        using var graph = OnnxReader.Read(result.Model);
        Assert.Contains(graph.Nodes, node => node.OpType is "QuantizeLinear");
    }

    [Fact]
    public void Recorded_inputs_calibrate_a_network_that_is_no_classifier()
    {
        var folder = SharedFiles.OrSkip("models", "unet");

        var result = Quantize.Run(new() { Model = Path.Combine(folder, "model.onnx"), Data = folder, Output = _folder.File("unet.onnx") });

        Assert.Equal("1 recorded batches", result.Calibration);
        Assert.True(result.IntegerLayers > 4, $"{result.IntegerLayers} integer layers");
        Assert.InRange(result.Differences[0].Relative, 1e-6, 0.3);
    }

    [Fact]
    public void Missing_inputs_and_options_for_classifiers_are_refused()
    {
        var model = Write(TwoInputs());
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));

        var data = Assert.Throws<DataException>(() => Quantize.Run(new() { Model = model, Data = Path.Combine(_folder.Path, "empty"), Output = _folder.File("o.onnx") }));
        var options = Assert.Throws<CompressException>(() => Quantize.Run(new() { Model = model, Data = "d", Output = "o", Quantization = new() { MaxDrop = 1 } }));

        Assert.Contains("takes 2 inputs (left, right): wanted is a folder with input_0.pb to input_1.pb", data.Message, StringComparison.Ordinal);
        Assert.Contains("an accuracy drop is for a classifier", options.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Integers_are_kept_only_where_they_are_no_slower(bool neverSlower)
    {
        var model = Write(TwoInputs());
        var data = _folder.File("data.npz");
        NumPyFiles.Write(data, ("left", NumPyFiles.Array("<f4", "64, 8", Drawn(64 * 8))), ("right", NumPyFiles.Array("<f4", "64, 4", Drawn(64 * 4))));
        var said = new List<string>();

        var result = Quantize.Run(new() { Model = model, Data = data, Output = _folder.File("int8.onnx"), Quantization = new() { NeverSlower = neverSlower }, Threads = 1 }, said.Add);

        Assert.Equal(neverSlower, said.Any(line => line.Contains("as float", StringComparison.Ordinal)));
        Assert.InRange(result.Differences[0].Relative, 0, 0.1);
    }

    [Fact]
    public void Size_and_normalisation_of_images_have_to_fit_the_network()
    {
        using var small = new Occam.Models.Architectures.ResNetOptions { Size = 16, Widths = [8], Blocks = [1] }.Build();
        var model = Write(small);

        var size = Assert.Throws<CompressException>(() => Quantize.Run(new() { Model = model, Data = "d", Output = "o", ImageSize = new(20, 16) }));
        var none = Assert.Throws<CompressException>(() => Quantize.Run(new() { Model = model, Data = "d", Output = "o", ImageSize = new(0, 16) }));

        Assert.Contains("images of 20x16 do not fit", size.Message, StringComparison.Ordinal);
        Assert.Contains("at least 1x1", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classifiers_of_one_input_are_left_to_compress()
    {
        using var two = TwoInputs();
        using var mlp = new Occam.Models.Architectures.MlpOptions().Build();

        Assert.True(Quantize.Suits(two, _folder.Path));
        Assert.False(Quantize.Suits(mlp, _folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static Graph TwoInputs()
    {
        using var builder = new GraphBuilder("two", 3);
        var left = builder.Relu(builder.Linear(builder.Input("left", 8), "a", 16), "a.relu");
        var right = builder.Relu(builder.Linear(builder.Input("right", 4), "b", 16), "b.relu");
        return builder.Build(("y", builder.Linear(builder.Concat("both", 1, left, right), "c", 5)));
    }

    private static float[] Drawn(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
    }

    private string Write(Graph graph)
    {
        using (graph)
        {
            OnnxWriter.Write(graph, _folder.File("model.onnx"));
        }

        return _folder.File("model.onnx");
    }
}
