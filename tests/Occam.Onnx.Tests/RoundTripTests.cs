using Occam.Graphs.Tests.Ops;
using Occam.Onnx.Runtime;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<string> Networks() => [.. SharedModels.Names()];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Written_network_reads_as_the_same_text_and_runs_to_the_recorded_outputs(string name)
    {
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", name, "model.onnx"));
        var written = OnnxWriter.ToBytes(graph);

        using var again = OnnxReader.Read(written);
        using var session = new OnnxSession(written);
        var outputs = session.Run(SharedModels.Case(name).Inputs);

        Assert.Equal(graph.ToText(), again.ToText());
        TensorAssert.Close(SharedModels.Case(name).Outputs[0], outputs[0], 1e-4);
    }
}
