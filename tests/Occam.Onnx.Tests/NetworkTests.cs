using Occam.Graphs.Tests.Ops;
using Occam.Onnx.Runtime;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests;

/// <summary>Every network of ../shared/models against its recorded outputs.</summary>
public sealed class NetworkTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Networks() => [.. SharedModels.Names()];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_in_TorchSharp_computes_the_recorded_outputs(string name)
    {
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", name, "model.onnx"));
        var recorded = SharedModels.Case(name);

        var outputs = ParityCheck.RunInTorch(graph, recorded.Inputs);

        Assert.Equal(recorded.Outputs.Count, outputs.Length);
        foreach (var (expected, actual) in recorded.Outputs.Zip(outputs))
        {
            TensorAssert.Close(expected, actual, Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_written_computes_the_recorded_outputs_in_ONNX_Runtime_and_reads_as_the_same_text(string name)
    {
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", name, "model.onnx"));
        var recorded = SharedModels.Case(name);
        var written = OnnxWriter.ToBytes(graph);

        using var again = OnnxReader.Read(written);
        using var session = new OnnxSession(written);
        var outputs = session.Run(recorded.Inputs);

        Assert.Equal(graph.ToText(), again.ToText());
        Assert.Equal(recorded.Outputs.Count, outputs.Length);
        foreach (var (expected, actual) in recorded.Outputs.Zip(outputs))
        {
            TensorAssert.Close(expected, actual, Tolerance);
        }
    }

    [Fact]
    public void Public_network_computes_the_same_in_TorchSharp_and_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", "real", "text_direction_cls.onnx"));
        var inputs = RandomInputs.For(graph, seed: 0, new Dictionary<string, long[]>(StringComparer.Ordinal) { ["x"] = [2, 3, 48, 192] });

        var parity = ParityCheck.Run(graph, inputs);

        Assert.InRange(parity.Largest, 0, Tolerance);
    }
}
