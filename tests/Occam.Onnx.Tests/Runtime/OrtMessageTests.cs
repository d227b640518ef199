using Occam.Graphs;
using Occam.Onnx.Runtime;

namespace Occam.Onnx.Tests.Runtime;

public sealed class OrtMessageTests
{
    [Theory]
    [InlineData("[ErrorCode:Fail] /src/core/model.cc:256 onnxruntime::Model::Model(A&&, const B&) Unsupported model IR version: 14\n", "Unsupported model IR version: 14")]
    [InlineData("[ErrorCode:InvalidArgument] Got invalid dimensions for input: x", "Got invalid dimensions for input: x")]
    [InlineData("Load failed (twice)\nfor a reason", "Load failed (twice) for a reason")]
    [InlineData("/src/a.cc:1 f(void) lower case stays", "/src/a.cc:1 f(void) lower case stays")]
    public void Plain_message_is_one_line_of_what_is_wrong(string message, string plain) => Assert.Equal(plain, OrtMessage.Plain(message));

    [Fact]
    public void Load_of_too_new_a_format_says_so_without_internals()
    {
        using var graph = Models.Read(Models.AddRelu());
        graph.Info = new ModelInfo { IrVersion = 99 };

        var e = Assert.Throws<OnnxException>(() => new OnnxSession(graph));

        Assert.Contains("Unsupported model IR version: 99", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".cc:", e.Message, StringComparison.Ordinal);
    }
}
